# a class that registers the head before the features
class Vgg(nn.Module):
    def __init__(self, config, num_classes, image_size, hidden):
        super().__init__()
        side = image_size >> len(config)
        self.head = nn.Sequential(nn.Linear(config[-1][0] * side**2, hidden), nn.ReLU(),
                                  nn.Linear(hidden, hidden), nn.ReLU(),
                                  nn.Linear(hidden, num_classes))
        channels, layers = 3, []
        for width, count in config:
            for _ in range(count):
                layers.extend((nn.Conv2d(channels, width, 3, padding=1), nn.ReLU()))
                channels = width
            layers.append(nn.MaxPool2d(2))
        self.body = nn.Sequential(*layers)

    def forward(self, x):
        return self.head(torch.flatten(self.body(x), start_dim=1))


def vgg(config, num_classes=1000, image_size=224, hidden=4096):
    return Vgg(config, num_classes, image_size, hidden)
