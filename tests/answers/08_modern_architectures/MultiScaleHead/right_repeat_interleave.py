# upsamples by repeating, bricks by hand, returns a list
class MultiScaleHead(nn.Module):
    def __init__(self, channels, outputs):
        super().__init__()
        f, m, c = channels
        self.l1 = nn.Sequential(nn.Conv2d(c, m, 1, bias=False), nn.BatchNorm2d(m), nn.ReLU())
        self.j1 = nn.Sequential(
            nn.Conv2d(m + m, m, 3, padding=1, bias=False), nn.BatchNorm2d(m), nn.ReLU())
        self.l2 = nn.Sequential(nn.Conv2d(m, f, 1, bias=False), nn.BatchNorm2d(f), nn.ReLU())
        self.j2 = nn.Sequential(
            nn.Conv2d(f + f, f, 3, padding=1, bias=False), nn.BatchNorm2d(f), nn.ReLU())
        self.hf, self.hm, self.hc = (nn.Conv2d(k, outputs, 1) for k in (f, m, c))

    def forward(self, fine, middle, coarse):
        up = self.l1(coarse).repeat_interleave(2, 2).repeat_interleave(2, 3)
        middle = self.j1(torch.cat((middle, up), 1))
        up = self.l2(middle).repeat_interleave(2, 2).repeat_interleave(2, 3)
        fine = self.j2(torch.cat((fine, up), 1))
        return [self.hf(fine), self.hm(middle), self.hc(coarse)]
