"""AlexNet, as torchvision has it and as the lecture counts it.

A. Krizhevsky, I. Sutskever, G. Hinton: "ImageNet Classification with Deep Convolutional Neural
Networks", 2012. torchvision's version has the widths of A. Krizhevsky: "One weird trick for
parallelizing convolutional neural networks", 2014.
"""

from collections import OrderedDict
from collections.abc import Sequence

from torch import nn

from labkit.models.from_torchvision import from_torchvision


def alexnet(num_classes: int = 1000, in_channels: int = 3, weights=None) -> nn.Module:
    """Return torchvision's AlexNet for 224×224 images: 61,100,840 parameters."""
    return from_torchvision("alexnet", num_classes, in_channels, weights)


def alexnet_lecture(num_classes: int = 1000, in_channels: int = 3) -> nn.Sequential:
    """Return the AlexNet of the lecture's table, with its layers' names, for 227×227 images.

    It is a hybrid: the input that the paper's arithmetic needs (227) with the widths of 2014 (64
    filters and padding 2 in the first layer), without local response normalization and groups. It
    has as many parameters as torchvision's.
    """
    widths = (in_channels, 64, 192, 384, 256, 256)
    windows = ((11, 4, 2), (5, 1, 2), (3, 1, 1), (3, 1, 1), (3, 1, 1))
    return alexnet_like(widths, windows, pool_padding=0, num_classes=num_classes)


def alexnet_like(
    widths: Sequence[int],
    windows: Sequence[tuple[int, int, int]],
    pool_padding: int,
    num_classes: int,
) -> nn.Sequential:
    """Return five convolutions, pooled after 1, 2 and 5, and three linear layers on 6×6 maps.

    ``widths`` are the channels of the input and of each convolution, ``windows`` each one's kernel
    size, stride and padding. The last pooling is never padded.
    """
    layers = OrderedDict()
    for i, window in enumerate(windows, start=1):
        layers[f"conv{i}"] = nn.Conv2d(widths[i - 1], widths[i], *window)
        layers[f"relu{i}"] = nn.ReLU(inplace=True)
        if i in (1, 2, 5):
            layers[f"pool{i}"] = nn.MaxPool2d(3, 2, pool_padding if i < 5 else 0)
    layers["flatten"] = nn.Flatten()
    for i, inputs in ((6, widths[-1] * 6 * 6), (7, 4096)):
        layers[f"dropout{i}"] = nn.Dropout(0.5)
        layers[f"fc{i}"] = nn.Linear(inputs, 4096)
        layers[f"relu{i}"] = nn.ReLU(inplace=True)
    layers["fc8"] = nn.Linear(4096, num_classes)
    return nn.Sequential(layers)
