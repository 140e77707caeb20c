# a pair, then the network for what is left
def rest(side, num_classes, before, channels, strided):
    if side < 10:
        return [nn.Conv2d(before, channels, (side, side)), nn.ReLU(inplace=True), nn.Flatten(),
                nn.Linear(channels, channels), nn.ReLU(), nn.Linear(channels, num_classes)]
    pair = [nn.Conv2d(before, channels, 3, 1, 1), nn.ReLU(),
            nn.Conv2d(channels, channels, 3, 1 + strided, 1), nn.ReLU()]
    pair += [] if strided else [nn.MaxPool2d(2, 2)]
    side = -(-side // 2) if strided else side // 2
    return pair + rest(side, num_classes, channels, 2 * channels, strided)


def rule_of_thumb_cnn(input_size, num_classes, channels=16, strided=False):
    return nn.Sequential(*rest(input_size, num_classes, 3, channels, strided))
