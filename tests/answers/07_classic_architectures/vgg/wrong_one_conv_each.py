# one convolution for each stage
# named: every stage has one convolution
def vgg(config, num_classes=1000, image_size=224, hidden=4096):
    """Return a VGG: stages of 3×3 convolutions, then three linear layers."""
    layers, channels = [], 3
    for out_channels, convs in config:
        for _ in range(1):
            layers += [nn.Conv2d(channels, out_channels, 3, padding=1), nn.ReLU()]
            channels = out_channels
        layers.append(nn.MaxPool2d(2))
    side = image_size // 2 ** len(config)
    return nn.Sequential(
        *layers,
        nn.Flatten(),
        nn.Linear(channels * side * side, hidden),
        nn.ReLU(),
        nn.Linear(hidden, hidden),
        nn.ReLU(),
        nn.Linear(hidden, num_classes),
    )
