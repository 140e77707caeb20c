# the second convolution halves
# named: the second 3×3 has the stride, not the first
class ResidualBlock(nn.Module):
    def __init__(self, in_channels, out_channels, stride=1):
        super().__init__()
        self.conv1 = conv_bn(in_channels, out_channels, 3)
        self.conv2 = conv_bn(out_channels, out_channels, 3, stride, activation=None)
        self.shortcut = nn.Identity()
        if stride != 1 or in_channels != out_channels:
            self.shortcut = conv_bn(in_channels, out_channels, 1, stride, activation=None)

    def forward(self, x):
        return F.relu(self.conv2(self.conv1(x)) + self.shortcut(x))
