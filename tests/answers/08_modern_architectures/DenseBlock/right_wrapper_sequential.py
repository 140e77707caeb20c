# a small module that joins, in a Sequential
class Join(nn.Module):
    def __init__(self, layer):
        super().__init__()
        self.layer = layer

    def forward(self, x):
        return torch.hstack([x, self.layer(x)])


class DenseBlock(nn.Sequential):
    def __init__(self, in_channels, layers, growth):
        super().__init__(*(Join(dense_layer(in_channels + n * growth, growth))
                           for n in range(layers)))
