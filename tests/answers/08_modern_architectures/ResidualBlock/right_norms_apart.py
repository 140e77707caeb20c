# convolutions first, then norms
class ResidualBlock(nn.Module):
    def __init__(self, in_channels, out_channels, stride=1):
        super().__init__()
        self.a = nn.Conv2d(in_channels, out_channels, 3, stride, 1, bias=False)
        self.b = nn.Conv2d(out_channels, out_channels, 3, 1, 1, bias=False)
        self.na, self.nb = nn.BatchNorm2d(out_channels), nn.BatchNorm2d(out_channels)
        self.s = (nn.Identity() if in_channels == out_channels and stride == 1
                  else conv_bn(in_channels, out_channels, 1, stride, 1, None))
        self.relu = nn.ReLU(inplace=True)

    def forward(self, x):
        return self.relu(self.nb(self.b(self.relu(self.na(self.a(x))))) + self.s(x))
