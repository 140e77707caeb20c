# a function for the stage, nested networks
def vgg(config, num_classes=1000, image_size=224, hidden=4096):
    def stage(a, b, n):
        convs = [part for i in range(n)
                 for part in (nn.Conv2d(b if i else a, b, 3, 1, 1), nn.ReLU(inplace=True))]
        return nn.Sequential(*convs, nn.MaxPool2d(2, 2))

    widths = [3] + [width for width, _ in config]
    stages = nn.Sequential(*(stage(widths[i], b, n) for i, (b, n) in enumerate(config)))
    features = widths[-1]
    for _ in range(2):
        side = image_size
        for _ in config:
            side = side // 2
        features *= side
    sizes = [features, hidden, hidden]
    head = [part for a, b in zip(sizes, sizes[1:]) for part in (nn.Linear(a, b), nn.ReLU())]
    return nn.Sequential(stages, nn.Flatten(), *head, nn.Linear(hidden, num_classes))
