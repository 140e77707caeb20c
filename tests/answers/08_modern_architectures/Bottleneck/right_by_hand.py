# all layers by hand
class Bottleneck(nn.Module):
    def __init__(self, in_channels, width, stride=1):
        super().__init__()
        out = width * 4
        self.c1 = nn.Conv2d(in_channels, width, 1, bias=False)
        self.n1 = nn.BatchNorm2d(width)
        self.c2 = nn.Conv2d(width, width, 3, stride, 1, bias=False)
        self.n2 = nn.BatchNorm2d(width)
        self.c3 = nn.Conv2d(width, out, 1, bias=False)
        self.n3 = nn.BatchNorm2d(out)
        self.skip = None
        if in_channels != out or stride != 1:
            self.skip = nn.Sequential(
                nn.Conv2d(in_channels, out, 1, stride, bias=False), nn.BatchNorm2d(out))

    def forward(self, x):
        y = self.n1(self.c1(x)).relu()
        y = self.n2(self.c2(y)).relu()
        y = self.n3(self.c3(y))
        return (y + (self.skip(x) if self.skip else x)).relu()
