# the 1×1 has the stride
# named: the 1×1 has the stride
class DepthwiseSeparable(nn.Module):
    def __init__(self, in_channels, out_channels, stride=1):
        super().__init__()
        self.depthwise = conv_bn(in_channels, in_channels, 3, 1, groups=in_channels)
        self.pointwise = conv_bn(in_channels, out_channels, 1, stride)

    def forward(self, x):
        return self.pointwise(self.depthwise(x))
