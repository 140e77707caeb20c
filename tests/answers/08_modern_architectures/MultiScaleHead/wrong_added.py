# adds the maps, as a feature pyramid does
# named: the joins take one map, not two
class MultiScaleHead(nn.Module):
    def __init__(self, channels, outputs):
        super().__init__()
        fine, middle, coarse = channels
        self.to_middle = conv_bn(coarse, middle, 1)
        self.join_middle = conv_bn(middle, middle, 3)
        self.to_fine = conv_bn(middle, fine, 1)
        self.join_fine = conv_bn(fine, fine, 3)
        self.heads = nn.ModuleList(nn.Conv2d(width, outputs, 1) for width in channels)

    def forward(self, fine, middle, coarse):
        middle = self.join_middle(middle + F.interpolate(self.to_middle(coarse), scale_factor=2))
        fine = self.join_fine(fine + F.interpolate(self.to_fine(middle), scale_factor=2))
        return self.heads[0](fine), self.heads[1](middle), self.heads[2](coarse)
