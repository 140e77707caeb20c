# a stage with one convolution less, behind one more
def vgg_stage(in_channels, out_channels, convs):
    if convs == 0:
        return nn.MaxPool2d((2, 2))
    conv = nn.Conv2d(in_channels, out_channels, (3, 3), padding="same")
    return nn.Sequential(conv, nn.ReLU(inplace=True), vgg_stage(out_channels, out_channels, convs - 1))
