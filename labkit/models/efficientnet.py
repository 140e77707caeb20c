"""EfficientNet: depth, width and resolution grown together from a base found by search.

M. Tan, Q. Le: "EfficientNet: Rethinking Model Scaling for Convolutional Neural Networks", 2019,
table 1.
"""

from torch import nn

from labkit.models.from_torchvision import from_torchvision


def efficientnet_b0(num_classes: int = 1000, in_channels: int = 3, weights=None) -> nn.Module:
    """Return torchvision's EfficientNet-B0: 5,288,548 parameters."""
    return from_torchvision("efficientnet_b0", num_classes, in_channels, weights)
