# the last brick keeps its ReLU
# named: there is a ReLU before the addition
class Bottleneck(nn.Module):
    def __init__(self, in_channels, width, stride=1):
        super().__init__()
        self.layers = nn.Sequential(
            conv_bn(in_channels, width, 1), conv_bn(width, width, 3, stride),
            conv_bn(width, 4 * width, 1))
        self.shortcut = nn.Identity()
        if stride != 1 or in_channels != 4 * width:
            self.shortcut = conv_bn(in_channels, 4 * width, 1, stride, activation=None)

    def forward(self, x):
        return F.relu(self.layers(x) + self.shortcut(x))
