# the same convolution again and again
# unnamed: the number of parameters is shown
def vgg_stage(in_channels, out_channels, convs):
    """Return a stage of VGG: 3×3 convolutions with ReLU, then max pooling."""
    layers = []
    again = nn.Conv2d(out_channels, out_channels, 3, padding=1)
    for i in range(convs):
        layers.append(again if i else nn.Conv2d(in_channels, out_channels, 3, padding=1))
        layers.append(nn.ReLU())
        in_channels = out_channels
    layers.append(nn.MaxPool2d(2))
    return nn.Sequential(*layers)
