"""MobileNet: convolutions split into one per channel (depthwise) and one per pixel (pointwise).

A. Howard, M. Zhu, B. Chen and others: "MobileNets: Efficient Convolutional Neural Networks for
Mobile Vision Applications", 2017, table 1. M. Sandler, A. Howard, M. Zhu, A. Zhmoginov, L.-C.
Chen: "MobileNetV2: Inverted Residuals and Linear Bottlenecks", 2018, table 2.
"""

from collections import OrderedDict

from torch import nn

from labkit.models.from_torchvision import from_torchvision

# Channels and stride of the 13 separable blocks. The paper's table gives the last one stride 2 at
# 7×7 → 7×7, a slip: it is 1.
_V1 = (
    *((64, 1), (128, 2), (128, 1), (256, 2), (256, 1), (512, 2)),
    *((512, 1), (512, 1), (512, 1), (512, 1), (512, 1), (1024, 2), (1024, 1)),
)


def mobilenet_v1(num_classes: int = 1000, in_channels: int = 3) -> nn.Sequential:
    """Return MobileNet v1 at full width: 4,231,976 parameters. torchvision does not have it."""
    layers = OrderedDict(stem=_convolution(in_channels, 32, 3, 2))
    channels = 32
    for i, (out_channels, stride) in enumerate(_V1, start=1):
        layers[f"block{i}"] = separable(channels, out_channels, stride)
        channels = out_channels
    layers["pool"] = nn.AdaptiveAvgPool2d(1)
    layers["flatten"] = nn.Flatten()
    layers["fc"] = nn.Linear(channels, num_classes)
    return nn.Sequential(layers)


def separable(in_channels: int, out_channels: int, stride: int = 1) -> nn.Sequential:
    """Return a 3×3 convolution of each channel alone, then a 1×1 convolution across channels."""
    return nn.Sequential(
        OrderedDict(
            depthwise=_convolution(in_channels, in_channels, 3, stride, groups=in_channels),
            pointwise=_convolution(in_channels, out_channels, 1),
        )
    )


def _convolution(
    in_channels: int, out_channels: int, kernel_size: int, stride: int = 1, groups: int = 1
) -> nn.Sequential:
    padding = kernel_size // 2
    options = {"groups": groups, "bias": False}
    conv = nn.Conv2d(in_channels, out_channels, kernel_size, stride, padding, **options)
    norm, relu = nn.BatchNorm2d(out_channels), nn.ReLU(inplace=True)
    return nn.Sequential(OrderedDict(conv=conv, norm=norm, relu=relu))


def mobilenet_v2(num_classes: int = 1000, in_channels: int = 3, weights=None) -> nn.Module:
    """Return torchvision's MobileNet v2: 3,504,872 parameters."""
    return from_torchvision("mobilenet_v2", num_classes, in_channels, weights)
