# one tensor instead of three
# named: one tensor is returned, not three
class MultiScaleHead(nn.Module):
    def __init__(self, channels, outputs):
        super().__init__()
        fine, middle, coarse = channels
        self.to_middle = conv_bn(coarse, middle, 1)
        self.join_middle = conv_bn(2 * middle, middle, 3)
        self.to_fine = conv_bn(middle, fine, 1)
        self.join_fine = conv_bn(2 * fine, fine, 3)
        self.heads = nn.ModuleList(nn.Conv2d(width, outputs, 1) for width in channels)

    def forward(self, fine, middle, coarse):
        up = F.interpolate(self.to_middle(coarse), scale_factor=2)
        middle = self.join_middle(torch.cat([middle, up], dim=1))
        up = F.interpolate(self.to_fine(middle), scale_factor=2)
        fine = self.join_fine(torch.cat([fine, up], dim=1))
        return self.heads[0](fine)
