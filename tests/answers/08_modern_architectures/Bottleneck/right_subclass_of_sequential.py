# a Sequential that adds
class Bottleneck(nn.Sequential):
    def __init__(self, in_channels, width, stride=1):
        super().__init__(
            conv_bn(in_channels, width, 1), conv_bn(width, width, 3, stride),
            conv_bn(width, 4 * width, 1, activation=None))
        if stride == 1 and in_channels == 4 * width:
            self.shortcut = nn.Identity()
        else:
            self.shortcut = conv_bn(in_channels, 4 * width, 1, stride, activation=None)

    def forward(self, x):
        y = x
        for layer in list(self)[:3]:
            y = layer(y)
        return F.relu(self.shortcut(x) + y)
