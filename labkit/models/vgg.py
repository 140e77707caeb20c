"""VGG: nothing but 3×3 convolutions and 2×2 pooling, ever deeper.

K. Simonyan, A. Zisserman: "Very Deep Convolutional Networks for Large-Scale Image Recognition",
2014, table 1 (configurations A, B, D and E).
"""

from torch import nn

from labkit.models.from_torchvision import from_torchvision

DEPTHS = (11, 13, 16, 19)


def vgg(depth: int, num_classes: int = 1000, in_channels: int = 3, weights=None) -> nn.Module:
    """Return torchvision's VGG with 11, 13, 16 or 19 layers, without batch normalization."""
    return from_torchvision(f"vgg{depth}", num_classes, in_channels, weights)
