# one plan for all
# named: these are the blocks of ResNet-34
def resnet(depth, num_classes=1000):
    if depth not in (18, 34, 50):
        raise ValueError(depth)
    layers, channels = [conv_bn(3, 64, 7, 2), nn.MaxPool2d(3, 2, 1)], 64
    for stage, blocks in enumerate((3, 4, 6, 3)):
        for block in range(blocks):
            width, stride = 64 * 2**stage, 2 if stage and not block else 1
            if depth < 50:
                layers.append(basic_block(channels, width, stride))
                channels = width
            else:
                layers.append(bottleneck_block(channels, width, stride))
                channels = 4 * width
    return nn.Sequential(*layers, nn.AdaptiveAvgPool2d(1), nn.Flatten(), nn.Linear(channels, num_classes))
