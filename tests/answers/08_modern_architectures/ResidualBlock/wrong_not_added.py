# a plain block
# named: the input is not added
class ResidualBlock(nn.Module):
    def __init__(self, in_channels, out_channels, stride=1):
        super().__init__()
        self.layers = nn.Sequential(
            conv_bn(in_channels, out_channels, 3, stride), conv_bn(out_channels, out_channels, 3))

    def forward(self, x):
        return self.layers(x)
