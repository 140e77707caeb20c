# relu is forgotten
# named: relu is missing
def vgg_stage(in_channels, out_channels, convs):
    """Return a stage of VGG: 3×3 convolutions with ReLU, then max pooling."""
    layers = []
    for _ in range(convs):
        layers.append(nn.Conv2d(in_channels, out_channels, 3, padding=1))
        in_channels = out_channels
    layers.append(nn.MaxPool2d(2))
    return nn.Sequential(*layers)
