# ReLU, then the addition
# named: the last ReLU comes before the addition
class ResidualBlock(nn.Module):
    def __init__(self, in_channels, out_channels, stride=1):
        super().__init__()
        self.layers = nn.Sequential(
            conv_bn(in_channels, out_channels, 3, stride), conv_bn(out_channels, out_channels, 3))
        self.shortcut = nn.Identity()
        if stride != 1 or in_channels != out_channels:
            self.shortcut = conv_bn(in_channels, out_channels, 1, stride, activation=None)

    def forward(self, x):
        return self.layers(x) + self.shortcut(x)
