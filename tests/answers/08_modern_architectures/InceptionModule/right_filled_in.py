# writes each branch into its place of one tensor
class InceptionModule(nn.Module):
    def __init__(self, in_channels, c1, r3, c3, r5, c5, pool):
        super().__init__()
        self.ends = [0, c1, c1 + c3, c1 + c3 + c5, c1 + c3 + c5 + pool]
        self.b1 = conv_bn(in_channels, c1, 1)
        self.r3, self.b3 = conv_bn(in_channels, r3, 1), conv_bn(r3, c3, 3)
        self.r5, self.b5 = conv_bn(in_channels, r5, 1), conv_bn(r5, c5, 5)
        self.bp = conv_bn(in_channels, pool, 1)

    def forward(self, x):
        n, _, h, w = x.shape
        y = x.new_empty(n, self.ends[-1], h, w)
        pooled = F.pad(x, (1, 1, 1, 1), value=float("-inf"))
        pooled = pooled.unfold(2, 3, 1).unfold(3, 3, 1).amax(dim=(4, 5))
        parts = (self.b1(x), self.b3(self.r3(x)), self.b5(self.r5(x)), self.bp(pooled))
        for start, part in zip(self.ends, parts):
            y[:, start:start + part.shape[1]] = part
        return y
