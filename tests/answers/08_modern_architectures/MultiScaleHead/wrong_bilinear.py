# bilinear upsampling
# named: the upsampling is bilinear, not nearest
class MultiScaleHead(nn.Module):
    def __init__(self, channels, outputs):
        super().__init__()
        fine, middle, coarse = channels
        self.to_middle = conv_bn(coarse, middle, 1)
        self.join_middle = conv_bn(2 * middle, middle, 3)
        self.to_fine = conv_bn(middle, fine, 1)
        self.join_fine = conv_bn(2 * fine, fine, 3)
        self.heads = nn.ModuleList(nn.Conv2d(width, outputs, 1) for width in channels)
        self.up = nn.Upsample(scale_factor=2, mode="bilinear")

    def forward(self, fine, middle, coarse):
        middle = self.join_middle(torch.cat([middle, self.up(self.to_middle(coarse))], dim=1))
        fine = self.join_fine(torch.cat([fine, self.up(self.to_fine(middle))], dim=1))
        return self.heads[0](fine), self.heads[1](middle), self.heads[2](coarse)
