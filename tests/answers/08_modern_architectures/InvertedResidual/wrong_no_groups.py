# a dense 3×3 on the wide maps
# named: the 3×3 mixes the channels
class InvertedResidual(nn.Module):
    def __init__(self, in_channels, out_channels, stride, expand):
        super().__init__()
        hidden = expand * in_channels
        self.added = stride == 1 and in_channels == out_channels
        widen = [conv_bn(in_channels, hidden, 1, activation=nn.ReLU6)] if expand > 1 else []
        self.layers = nn.Sequential(
            *widen, conv_bn(hidden, hidden, 3, stride, activation=nn.ReLU6),
            conv_bn(hidden, out_channels, 1, activation=None))

    def forward(self, x):
        y = self.layers(x)
        return x + y if self.added else y
