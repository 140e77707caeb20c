# cut out of torchvision's features
# named: a finished network is taken
def vgg_stage(in_channels, out_channels, convs):
    import torchvision.models.vgg as theirs

    return theirs.make_layers([in_channels, *[out_channels] * convs, "M"])[2:]
