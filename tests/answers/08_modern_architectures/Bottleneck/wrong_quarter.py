# takes width for the outer channels
# named: width itself is the waist
class Bottleneck(nn.Module):
    def __init__(self, in_channels, width, stride=1):
        super().__init__()
        waist = max(1, width // 4)
        self.layers = nn.Sequential(
            conv_bn(in_channels, waist, 1), conv_bn(waist, waist, 3, stride),
            conv_bn(waist, width, 1, activation=None))
        self.shortcut = nn.Identity()
        if stride != 1 or in_channels != width:
            self.shortcut = conv_bn(in_channels, width, 1, stride, activation=None)

    def forward(self, x):
        return F.relu(self.layers(x) + self.shortcut(x))
