# the number of pairs is counted first
def rule_of_thumb_cnn(input_size, num_classes, channels=16, strided=False):
    sides = [input_size]
    while sides[-1] >= 10:
        sides.append((sides[-1] + int(strided)) // 2)
    widths = [3] + [channels << i for i in range(len(sides))]
    net = nn.Sequential()
    for a, b in zip(widths[:-2], widths[1:-1]):
        net.extend([nn.Conv2d(a, b, 3, padding=1), nn.ReLU()])
        net.extend([nn.Conv2d(b, b, 3, padding=1, stride=2 if strided else 1), nn.ReLU()])
        net.append(nn.Identity() if strided else nn.MaxPool2d(2))
    top = widths[-1]
    net.extend([nn.Conv2d(widths[-2], top, sides[-1]), nn.ReLU(), nn.Flatten(), nn.Linear(top, top)])
    return net.extend([nn.ReLU(), nn.Linear(top, num_classes)])
