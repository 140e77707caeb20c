# a loop over the pairs
def rule_of_thumb_cnn(input_size, num_classes, channels=16, strided=False):
    """Return the network that the rule of thumb gives for square RGB images."""
    layers, before, side = [], 3, input_size
    while side >= 10:
        layers += [nn.Conv2d(before, channels, 3, padding=1), nn.ReLU()]
        if strided:
            layers += [nn.Conv2d(channels, channels, 3, stride=2, padding=1), nn.ReLU()]
            side = (side + 1) // 2
        else:
            layers += [nn.Conv2d(channels, channels, 3, padding=1), nn.ReLU()]
            layers += [nn.MaxPool2d(2)]
            side = side // 2
        before = channels
        channels = channels * 2
    layers += [nn.Conv2d(before, channels, side), nn.ReLU(), nn.Flatten()]
    layers += [nn.Linear(channels, channels), nn.ReLU(), nn.Linear(channels, num_classes)]
    return nn.Sequential(*layers)
