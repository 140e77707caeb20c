# all layers read the input only
# named: every layer reads in_channels channels only
class DenseBlock(nn.Module):
    def __init__(self, in_channels, layers, growth):
        super().__init__()
        self.layers = nn.ModuleList(dense_layer(in_channels, growth) for _ in range(layers))

    def forward(self, x):
        return torch.cat([x, *[layer(x) for layer in self.layers]], dim=1)
