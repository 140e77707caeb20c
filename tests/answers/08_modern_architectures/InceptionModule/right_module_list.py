# a list of branches
class InceptionModule(nn.Module):
    def __init__(self, in_channels, c1, r3, c3, r5, c5, pool):
        super().__init__()
        self.branches = nn.ModuleList([
            conv_bn(in_channels, c1, 1),
            nn.Sequential(conv_bn(in_channels, r3, 1), conv_bn(r3, c3, 3)),
            nn.Sequential(conv_bn(in_channels, r5, 1), conv_bn(r5, c5, 5)),
            nn.Sequential(nn.MaxPool2d(3, stride=1, padding=1), conv_bn(in_channels, pool, 1)),
        ])

    def forward(self, x):
        return torch.concat([b(x) for b in self.branches], axis=1)
