# match and a generator
def blocks_of(depth):
    match depth:
        case 18: return basic_block, 1, (2, 2, 2, 2)
        case 34: return basic_block, 1, (3, 4, 6, 3)
        case 50: return bottleneck_block, 4, (3, 4, 6, 3)
    raise ValueError(f"no ResNet-{depth}")


def resnet(depth, num_classes=1000):
    make, growth, plan = blocks_of(depth)

    def layers():
        yield conv_bn(3, 64, 7, stride=2)
        yield nn.MaxPool2d(kernel_size=3, stride=2, padding=1)
        channels, width = 64, 64
        for number, repeats in enumerate(plan):
            for i in range(repeats):
                yield make(channels, width, 2 if number > 0 and i == 0 else 1)
                channels = growth * width
            width *= 2
        yield nn.AdaptiveAvgPool2d((1, 1))
        yield nn.Flatten()
        yield nn.Linear(channels, num_classes)

    return nn.Sequential(*layers())
