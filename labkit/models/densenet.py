"""DenseNet: every layer of a block reads all layers before it.

G. Huang, Z. Liu, L. van der Maaten, K. Weinberger: "Densely Connected Convolutional Networks",
2016, table 1.
"""

from torch import nn

from labkit.models.from_torchvision import from_torchvision


def densenet121(num_classes: int = 1000, in_channels: int = 3, weights=None) -> nn.Module:
    """Return torchvision's DenseNet-121: 7,978,856 parameters."""
    return from_torchvision("densenet121", num_classes, in_channels, weights)
