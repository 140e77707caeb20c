# all layers by hand
class DepthwiseSeparable(nn.Module):
    def __init__(self, in_channels, out_channels, stride=1):
        super().__init__()
        self.dw = nn.Conv2d(in_channels, in_channels, kernel_size=3, stride=stride, padding=1,
                            groups=in_channels, bias=False)
        self.n1 = nn.BatchNorm2d(in_channels)
        self.pw = nn.Conv2d(in_channels, out_channels, kernel_size=1, bias=False)
        self.n2 = nn.BatchNorm2d(out_channels)

    def forward(self, x):
        return F.relu(self.n2(self.pw(F.relu(self.n1(self.dw(x))))))
