# the shortcut is created before the convolutions
class ResidualBlock(nn.Module):
    def __init__(self, in_channels, out_channels, stride=1):
        super().__init__()
        changes = stride != 1 or in_channels != out_channels
        self.skip = conv_bn(in_channels, out_channels, 1, stride, activation=None) if changes else None
        self.main = nn.Sequential(conv_bn(in_channels, out_channels, 3, stride),
                                  conv_bn(out_channels, out_channels, 3, activation=None))

    def forward(self, x):
        return F.relu(self.main(x).add(self.skip(x) if self.skip else x))
