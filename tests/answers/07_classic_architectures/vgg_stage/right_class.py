# a class with a list of convolutions and functions
class Stage(nn.Module):
    def __init__(self, channels):
        super().__init__()
        pairs = zip(channels[:-1], channels[1:])
        self.convs = nn.ModuleList(nn.Conv2d(a, b, 3, 1, 1) for a, b in pairs)

    def forward(self, x):
        for conv in self.convs:
            x = torch.relu(conv(x))
        return nn.functional.max_pool2d(x, kernel_size=2, stride=2)


def vgg_stage(in_channels, out_channels, convs):
    return Stage([in_channels] + convs * [out_channels])
