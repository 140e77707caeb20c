# puts new maps in front
# named: the newest channels come first
class DenseBlock(nn.Module):
    def __init__(self, in_channels, layers, growth):
        super().__init__()
        self.layers = nn.ModuleList(
            dense_layer(in_channels + i * growth, growth) for i in range(layers))

    def forward(self, x):
        for layer in self.layers:
            x = torch.cat([layer(x), x], dim=1)
        return x
