# a class, and stages as Sequentials
class ResNet(nn.Module):
    def __init__(self, block, growth, plan, num_classes):
        super().__init__()
        self.stem = nn.Sequential(
            nn.Conv2d(3, 64, 7, 2, 3, bias=False), nn.BatchNorm2d(64), nn.ReLU(),
            nn.MaxPool2d(3, 2, 1))
        channels, self.stages = 64, nn.ModuleList()
        for width, blocks, stride in zip((64, 128, 256, 512), plan, (1, 2, 2, 2)):
            self.stages.append(nn.Sequential(
                block(channels, width, stride),
                *[block(width * growth, width, 1) for _ in range(blocks - 1)]))
            channels = width * growth
        self.fc = nn.Linear(channels, num_classes)

    def forward(self, x):
        x = self.stem(x)
        for stage in self.stages:
            x = stage(x)
        return self.fc(x.mean((2, 3)))


def resnet(depth, num_classes=1000):
    kinds = {18: (basic_block, 1, [2, 2, 2, 2]), 34: (basic_block, 1, [3, 4, 6, 3]),
             50: (bottleneck_block, 4, [3, 4, 6, 3])}
    if depth not in kinds:
        raise ValueError(depth)
    return ResNet(*kinds[depth], num_classes)
