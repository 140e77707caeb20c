# the last 1×1 stays narrow
# named: the last 1×1 gives width channels
class Bottleneck(nn.Module):
    def __init__(self, in_channels, width, stride=1):
        super().__init__()
        self.layers = nn.Sequential(
            conv_bn(in_channels, width, 1), conv_bn(width, width, 3, stride),
            conv_bn(width, width, 1, activation=None))
        self.shortcut = conv_bn(in_channels, width, 1, stride, activation=None)

    def forward(self, x):
        return F.relu(self.layers(x) + self.shortcut(x))
