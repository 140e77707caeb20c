# a function that returns a module
class Added(nn.Module):
    def __init__(self, *paths):
        super().__init__()
        self.paths = nn.ModuleList(paths)

    def forward(self, x):
        return torch.stack([path(x) for path in self.paths]).sum(0).relu()


def Bottleneck(in_channels, width, stride=1):
    main = nn.Sequential(conv_bn(in_channels, width, 1), conv_bn(width, width, 3, stride),
                         conv_bn(width, 4 * width, 1, activation=None))
    keeps = stride == 1 and in_channels == 4 * width
    return Added(main, nn.Identity() if keeps else
                 conv_bn(in_channels, 4 * width, 1, stride, activation=None))
