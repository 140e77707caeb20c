# clamps by itself, adds by comparing shapes of maps
class InvertedResidual(nn.Module):
    def __init__(self, in_channels, out_channels, stride, expand):
        super().__init__()
        hidden = expand * in_channels
        self.stride = stride
        self.widen = nn.Identity()
        if expand > 1:
            self.widen = conv_bn(in_channels, hidden, 1, activation=None)
        self.expand = expand
        self.filter = conv_bn(hidden, hidden, 3, stride, hidden, None)
        self.narrow = conv_bn(hidden, out_channels, 1, activation=None)

    def forward(self, x):
        y = self.widen(x)
        if self.expand > 1:
            y = y.clamp(0, 6)
        y = self.narrow(self.filter(y).clamp(0, 6))
        return x + y if self.stride == 1 and x.shape == y.shape else y
