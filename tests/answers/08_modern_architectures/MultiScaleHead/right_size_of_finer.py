# upsamples to the size of the finer map
class MultiScaleHead(nn.Module):
    def __init__(self, channels, outputs):
        super().__init__()
        a, b, c = channels
        self.c_to_b = conv_bn(c, b, 1)
        self.b_join = conv_bn(b * 2, b, 3)
        self.b_to_a = conv_bn(b, a, 1)
        self.a_join = conv_bn(a * 2, a, 3)
        self.a_head = nn.Conv2d(a, outputs, kernel_size=1)
        self.b_head = nn.Conv2d(b, outputs, kernel_size=1)
        self.c_head = nn.Conv2d(c, outputs, kernel_size=1)

    def forward(self, a, b, c):
        b = self.b_join(torch.cat([b, F.interpolate(self.c_to_b(c), b.shape[2:])], 1))
        a = self.a_join(torch.cat([a, F.interpolate(self.b_to_a(b), a.shape[2:])], 1))
        return self.a_head(a), self.b_head(b), self.c_head(c)
