# pads with zeros before pooling, which hides negative numbers at the border
# named: the border of the pooling is padded with zeros
class InceptionModule(nn.Module):
    def __init__(self, in_channels, c1, r3, c3, r5, c5, pool):
        super().__init__()
        self.branch1 = conv_bn(in_channels, c1, 1)
        self.branch3 = nn.Sequential(conv_bn(in_channels, r3, 1), conv_bn(r3, c3, 3))
        self.branch5 = nn.Sequential(conv_bn(in_channels, r5, 1), conv_bn(r5, c5, 5))
        self.pooled = conv_bn(in_channels, pool, 1)

    def forward(self, x):
        pooled = self.pooled(F.max_pool2d(F.pad(x, (1, 1, 1, 1)), 3, 1))
        return torch.cat([self.branch1(x), self.branch3(x), self.branch5(x), pooled], 1)
