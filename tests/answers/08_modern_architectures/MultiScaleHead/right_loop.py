# a loop from coarse to fine, for any number of scales
class MultiScaleHead(nn.Module):
    def __init__(self, channels, outputs):
        super().__init__()
        self.lateral, self.join = nn.ModuleList(), nn.ModuleList()
        for finer, coarser in list(zip(channels, channels[1:]))[::-1]:
            self.lateral.append(conv_bn(coarser, finer, 1))
            self.join.append(conv_bn(2 * finer, finer, 3))
        self.heads = nn.ModuleList([nn.Conv2d(c, outputs, 1) for c in channels])
        self.up = nn.Upsample(scale_factor=2)

    def forward(self, *maps):
        joined = [maps[-1]]
        for x, lateral, join in zip(maps[-2::-1], self.lateral, self.join):
            joined.append(join(torch.cat([x, self.up(lateral(joined[-1]))], 1)))
        return tuple(head(x) for head, x in zip(self.heads, joined[::-1]))
