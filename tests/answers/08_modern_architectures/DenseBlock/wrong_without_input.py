# returns what is new
# named: only the new channels are returned
class DenseBlock(nn.Module):
    def __init__(self, in_channels, layers, growth):
        super().__init__()
        self.c = in_channels
        self.layers = nn.ModuleList(
            dense_layer(in_channels + i * growth, growth) for i in range(layers))

    def forward(self, x):
        for layer in self.layers:
            x = torch.cat([x, layer(x)], dim=1)
        return x[:, self.c:]
