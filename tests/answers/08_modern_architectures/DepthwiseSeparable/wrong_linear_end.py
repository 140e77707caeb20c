# no ReLU at the end, as in MobileNet v2
# named: the last ReLU is missing
class DepthwiseSeparable(nn.Module):
    def __init__(self, in_channels, out_channels, stride=1):
        super().__init__()
        self.depthwise = conv_bn(in_channels, in_channels, 3, stride, groups=in_channels)
        self.pointwise = conv_bn(in_channels, out_channels, 1, activation=None)

    def forward(self, x):
        return self.pointwise(self.depthwise(x))
