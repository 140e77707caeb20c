# translated from the list LENET, layer by layer
def lenet5(num_classes=10, in_channels=1):
    made, channels, features = [], in_channels, 400
    for kind, *numbers in LENET:
        if kind == "conv":
            made += [nn.Conv2d(channels, *numbers), nn.Tanh()]
            channels = numbers[0]
        elif kind == "pool":
            made.append(nn.AvgPool2d(*numbers))
        elif kind == "flatten":
            made.append(nn.Flatten())
        else:
            made += [nn.Linear(features, numbers[0]), nn.Tanh()]
            features = numbers[0]
    made[-2:] = [nn.Linear(84, num_classes)]
    return nn.Sequential(*made)
