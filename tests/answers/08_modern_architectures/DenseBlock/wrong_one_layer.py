# the same layer again and again
# named: all layers are one and the same
class DenseBlock(nn.Module):
    def __init__(self, in_channels, layers, growth):
        super().__init__()
        self.layers = nn.ModuleList([dense_layer(in_channels, growth)] * layers)

    def forward(self, x):
        return torch.cat([x, *[layer(x) for layer in self.layers]], dim=1)
