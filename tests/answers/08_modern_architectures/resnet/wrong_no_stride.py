# no stage halves
# named: no stage halves
def resnet(depth, num_classes=1000):
    plans = {18: (2, 2, 2, 2), 34: (3, 4, 6, 3), 50: (3, 4, 6, 3)}
    if depth not in plans:
        raise ValueError(depth)
    layers, channels = [conv_bn(3, 64, 7, 2), nn.MaxPool2d(3, 2, 1)], 64
    for stage, blocks in enumerate(plans[depth]):
        for block in range(blocks):
            width = 64 * 2**stage
            if depth < 50:
                layers.append(basic_block(channels, width))
                channels = width
            else:
                layers.append(bottleneck_block(channels, width))
                channels = 4 * width
    return nn.Sequential(*layers, nn.AdaptiveAvgPool2d(1), nn.Flatten(), nn.Linear(channels, num_classes))
