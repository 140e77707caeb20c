# a class with features and classifier, and the paper's dropout
class VGG(nn.Module):
    def __init__(self, config, num_classes, image_size, hidden):
        super().__init__()
        self.features = nn.ModuleList()
        channels = 3
        for out_channels, convs in config:
            for _ in range(convs):
                self.features.append(nn.Conv2d(channels, out_channels, 3, padding=1))
                channels = out_channels
            self.features.append(nn.MaxPool2d(2))
            image_size //= 2
        self.hidden1 = nn.Linear(channels * image_size**2, hidden)
        self.hidden2 = nn.Linear(hidden, hidden)
        self.output = nn.Linear(hidden, num_classes)
        self.dropout = nn.Dropout(0.5)

    def forward(self, x):
        for layer in self.features:
            x = torch.relu(layer(x))  # after pooling, relu changes nothing
        x = self.dropout(torch.relu(self.hidden1(x.flatten(1))))
        return self.output(self.dropout(torch.relu(self.hidden2(x))))


def vgg(config, num_classes=1000, image_size=224, hidden=4096):
    return VGG(config, num_classes, image_size, hidden)
