"""ResNet: layers that learn what to add to their input.

K. He, X. Zhang, S. Ren, J. Sun: "Deep Residual Learning for Image Recognition", 2015, table 1.
"""

from torch import nn
from torchvision.models.resnet import Bottleneck

from labkit.models.from_torchvision import from_torchvision

DEPTHS = (18, 34, 50, 101, 152)
BOTTLENECK_DEPTHS = (50, 101, 152)


def resnet(depth: int, num_classes: int = 1000, in_channels: int = 3, weights=None) -> nn.Module:
    """Return torchvision's ResNet with 18, 34, 50, 101 or 152 layers.

    From 50 layers on, torchvision halves the resolution in a block's 3×3 convolution.
    """
    return from_torchvision(f"resnet{depth}", num_classes, in_channels, weights)


def resnet_original(depth: int, num_classes: int = 1000, in_channels: int = 3) -> nn.Module:
    """Return a ResNet with 50, 101 or 152 layers whose first 1×1 halves, as in the paper.

    It has the same parameters as torchvision's and, at 224×224, 0.23 GMAC less.
    """
    model = resnet(depth, num_classes, in_channels)
    for block in model.modules():
        if isinstance(block, Bottleneck):
            block.conv1.stride, block.conv2.stride = block.conv2.stride, block.conv1.stride
    return model
