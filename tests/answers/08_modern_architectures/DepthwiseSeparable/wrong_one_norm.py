# norm at the end only
# named: there is only one batch norm
class DepthwiseSeparable(nn.Module):
    def __init__(self, in_channels, out_channels, stride=1):
        super().__init__()
        self.dw = nn.Conv2d(in_channels, in_channels, 3, stride, 1, groups=in_channels, bias=False)
        self.pw = conv_bn(in_channels, out_channels, 1)

    def forward(self, x):
        return self.pw(self.dw(x).relu())
