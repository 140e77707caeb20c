# layers and growth swapped
# named: layers and growth are swapped
class DenseBlock(nn.Module):
    def __init__(self, in_channels, growth, layers):
        super().__init__()
        self.layers = nn.ModuleList(
            dense_layer(in_channels + i * growth, growth) for i in range(layers))

    def forward(self, x):
        for layer in self.layers:
            x = torch.cat([x, layer(x)], dim=1)
        return x
