# layers in a list of Python's
# named: PyTorch finds no layers in a Python list
class DenseBlock(nn.Module):
    def __init__(self, in_channels, layers, growth):
        super().__init__()
        self.layers = [dense_layer(in_channels + i * growth, growth) for i in range(layers)]

    def forward(self, x):
        for layer in self.layers:
            x = torch.cat([x, layer(x)], dim=1)
        return x
