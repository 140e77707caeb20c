# pools what comes out of the 1×1
# named: the pooling comes after its 1×1 convolution
class InceptionModule(nn.Module):
    def __init__(self, in_channels, c1, r3, c3, r5, c5, pool):
        super().__init__()
        self.branch1 = conv_bn(in_channels, c1, 1)
        self.branch3 = nn.Sequential(conv_bn(in_channels, r3, 1), conv_bn(r3, c3, 3))
        self.branch5 = nn.Sequential(conv_bn(in_channels, r5, 1), conv_bn(r5, c5, 5))
        self.pooled = nn.Sequential(conv_bn(in_channels, pool, 1), nn.MaxPool2d(3, 1, 1))

    def forward(self, x):
        return torch.cat([self.branch1(x), self.branch3(x), self.branch5(x), self.pooled(x)], 1)
