# every layer by hand, no brick, functions for what has no weights
class InceptionModule(nn.Module):
    def __init__(self, in_channels, c1, r3, c3, r5, c5, pool):
        super().__init__()
        plan = [(in_channels, c1, 1), (in_channels, r3, 1), (r3, c3, 3), (in_channels, r5, 1),
                (r5, c5, 5), (in_channels, pool, 1)]
        self.convs = nn.ModuleList(nn.Conv2d(a, b, k, padding=k // 2, bias=False)
                                   for a, b, k in plan)
        self.norms = nn.ModuleList(nn.BatchNorm2d(b) for _, b, _ in plan)

    def step(self, i, x):
        return torch.relu(self.norms[i](self.convs[i](x)))

    def forward(self, x):
        a = self.step(0, x)
        b = self.step(2, self.step(1, x))
        c = self.step(4, self.step(3, x))
        d = self.step(5, F.max_pool2d(x, 3, stride=1, padding=1))
        return torch.cat((a, b, c, d), 1)
