# channels are never mixed
# named: the 1×1 convolution is missing
class DepthwiseSeparable(nn.Module):
    def __init__(self, in_channels, out_channels, stride=1):
        super().__init__()
        self.depthwise = conv_bn(in_channels, in_channels, 3, stride, groups=in_channels)

    def forward(self, x):
        return self.depthwise(x)
