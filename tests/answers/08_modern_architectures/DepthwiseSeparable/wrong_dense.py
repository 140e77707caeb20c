# one dense convolution
# named: this is one dense 3×3 convolution
class DepthwiseSeparable(nn.Module):
    def __init__(self, in_channels, out_channels, stride=1):
        super().__init__()
        self.conv = conv_bn(in_channels, out_channels, 3, stride)

    def forward(self, x):
        return self.conv(x)
