# empty nn.Sequential as identity, clamp as ReLU
class ResidualBlock(nn.Module):
    def __init__(self, cin, cout, stride=1):
        super().__init__()
        self.f = nn.Sequential(conv_bn(cin, cout, 3, stride), conv_bn(cout, cout, 3, activation=None))
        self.g = nn.Sequential()
        if (cin, stride) != (cout, 1):
            self.g.append(conv_bn(cin, cout, 1, stride, activation=None))

    def forward(self, x):
        return (self.f(x) + self.g(x)).clamp(min=0)
