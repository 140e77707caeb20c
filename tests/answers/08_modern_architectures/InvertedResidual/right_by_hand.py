# all layers by hand
class InvertedResidual(nn.Module):
    def __init__(self, in_channels, out_channels, stride, expand):
        super().__init__()
        wide = in_channels * expand
        layers = []
        if expand != 1:
            layers += [nn.Conv2d(in_channels, wide, 1, bias=False), nn.BatchNorm2d(wide), nn.ReLU6()]
        layers += [nn.Conv2d(wide, wide, 3, stride, 1, groups=wide, bias=False),
                   nn.BatchNorm2d(wide), nn.ReLU6(),
                   nn.Conv2d(wide, out_channels, 1, bias=False), nn.BatchNorm2d(out_channels)]
        self.layers = nn.Sequential(*layers)
        self.keeps = stride == 1 and in_channels == out_channels

    def forward(self, x):
        y = self.layers(x)
        if self.keeps:
            y = y + x
        return y
