# a function
def DepthwiseSeparable(in_channels, out_channels, stride=1):
    layers = [nn.Conv2d(in_channels, in_channels, 3, stride, 1, 1, in_channels, False),
              nn.BatchNorm2d(in_channels), nn.ReLU(inplace=True),
              nn.Conv2d(in_channels, out_channels, 1, bias=False),
              nn.BatchNorm2d(out_channels), nn.ReLU(inplace=True)]
    return nn.Sequential(*layers)
