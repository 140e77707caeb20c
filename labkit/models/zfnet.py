"""ZFNet: AlexNet with a first layer that looks closer, after a look at what its filters learn.

M. Zeiler, R. Fergus: "Visualizing and Understanding Convolutional Networks", 2013, figure 3.
"""

from torch import nn

from labkit.models.alexnet import alexnet_like


def zfnet(num_classes: int = 1000, in_channels: int = 3) -> nn.Sequential:
    """Return ZFNet for 224×224 images: 62,357,608 parameters.

    The first layer has 7×7 windows and stride 2. The contrast normalization after the first two
    poolings, which has no parameters, is left out.
    """
    widths = (in_channels, 96, 256, 384, 384, 256)
    windows = ((7, 2, 1), (5, 2, 0), (3, 1, 1), (3, 1, 1), (3, 1, 1))
    return alexnet_like(widths, windows, pool_padding=1, num_classes=num_classes)
