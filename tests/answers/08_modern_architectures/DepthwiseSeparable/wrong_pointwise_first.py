# mixes before it filters
# named: the 1×1 comes first
class DepthwiseSeparable(nn.Module):
    def __init__(self, in_channels, out_channels, stride=1):
        super().__init__()
        self.pointwise = conv_bn(in_channels, out_channels, 1)
        self.depthwise = conv_bn(out_channels, out_channels, 3, stride, groups=out_channels)

    def forward(self, x):
        return self.depthwise(self.pointwise(x))
