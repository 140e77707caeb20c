# a Sequential with two bricks
class DepthwiseSeparable(nn.Sequential):
    def __init__(self, in_channels, out_channels, stride=1):
        super().__init__(conv_bn(in_channels, in_channels, 3, stride, in_channels),
                         conv_bn(in_channels, out_channels, 1))
