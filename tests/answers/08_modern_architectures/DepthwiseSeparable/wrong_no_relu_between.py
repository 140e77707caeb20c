# norm, but no ReLU after the 3×3
# named: the ReLU after the 3×3 is missing
class DepthwiseSeparable(nn.Module):
    def __init__(self, in_channels, out_channels, stride=1):
        super().__init__()
        self.depthwise = conv_bn(in_channels, in_channels, 3, stride, in_channels, None)
        self.pointwise = conv_bn(in_channels, out_channels, 1)

    def forward(self, x):
        return self.pointwise(self.depthwise(x))
