# a chain that forgets to join at the end
# named: only the last layer's channels are returned
class DenseBlock(nn.Module):
    def __init__(self, in_channels, layers, growth):
        super().__init__()
        self.layers = nn.ModuleList(
            dense_layer(in_channels + i * growth, growth) for i in range(layers))

    def forward(self, x):
        for layer in self.layers:
            new = layer(x)
            x = torch.cat([x, new], dim=1)
        return new
