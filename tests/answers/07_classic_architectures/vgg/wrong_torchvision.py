# torchvision's network of that name, which always ends in 7×7 maps
# named: a finished network is taken
from torchvision.models.vgg import VGG, make_layers


def vgg(config, num_classes=1000, image_size=224, hidden=4096):
    layers = [x for width, convs in config for x in [width] * convs + ["M"]]
    model = VGG(make_layers(layers), num_classes, init_weights=False)
    model.classifier[0] = nn.Linear(layers[-2] * 49, 4096)
    return model
