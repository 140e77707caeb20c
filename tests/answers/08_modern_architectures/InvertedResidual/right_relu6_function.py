# F.relu6, and a shortcut that is multiplied by 0 or 1
class InvertedResidual(nn.Module):
    def __init__(self, cin, cout, stride, t):
        super().__init__()
        self.t, self.add = t, (cin, stride) == (cout, 1)
        if t > 1:
            self.a = nn.Conv2d(cin, t * cin, 1, bias=False)
            self.na = nn.BatchNorm2d(t * cin)
        self.b = nn.Conv2d(t * cin, t * cin, 3, stride, 1, groups=t * cin, bias=False)
        self.nb = nn.BatchNorm2d(t * cin)
        self.c = nn.Conv2d(t * cin, cout, 1, bias=False)
        self.nc = nn.BatchNorm2d(cout)

    def forward(self, x):
        h = F.relu6(self.na(self.a(x))) if self.t > 1 else x
        h = F.relu6(self.nb(self.b(h)))
        h = self.nc(self.c(h))
        return h.add(x) if self.add else h
