"""Predictions at three scales: coarse maps are enlarged and joined to finer ones.

J. Redmon, A. Farhadi: "YOLOv3: An Incremental Improvement", 2018, sections 2.1 to 2.3, with one
convolution where the paper has a stack of five. T.-Y. Lin, P. Dollár, R. Girshick and others:
"Feature Pyramid Networks for Object Detection", 2016, adds where this one concatenates.
"""

from collections.abc import Sequence

import torch
from torch import nn
from torchvision import models


class MultiScaleHead(nn.Module):
    """Maps of three scales in, predictions at the same three scales out."""

    def __init__(self, channels: Sequence[int], outputs: int) -> None:
        """``channels`` of the fine, middle and coarse map; ``outputs`` numbers at each place."""
        super().__init__()
        fine, middle, coarse = channels
        self.to_middle = _convolution(coarse, middle, 1)
        self.middle = _convolution(2 * middle, middle, 3)
        self.to_fine = _convolution(middle, fine, 1)
        self.fine = _convolution(2 * fine, fine, 3)
        self.heads = nn.ModuleList(nn.Conv2d(width, outputs, 1) for width in channels)
        self.up = nn.Upsample(scale_factor=2, mode="nearest")

    def forward(
        self, fine: torch.Tensor, middle: torch.Tensor, coarse: torch.Tensor
    ) -> tuple[torch.Tensor, torch.Tensor, torch.Tensor]:
        """Return predictions for ``(N, C, H, W)`` maps, each half as large as the one before."""
        middle = self.middle(torch.cat([middle, self.up(self.to_middle(coarse))], dim=1))
        fine = self.fine(torch.cat([fine, self.up(self.to_fine(middle))], dim=1))
        maps = (fine, middle, coarse)
        return tuple(head(map_) for head, map_ in zip(self.heads, maps, strict=True))


class Detector(nn.Module):
    """ResNet-18 whose last three stages feed a :class:`MultiScaleHead`."""

    def __init__(self, classes: int = 80, anchors: int = 3) -> None:
        """At each place ``anchors`` boxes: where (4), whether there is a thing (1), ``classes``."""
        super().__init__()
        net = models.resnet18()
        self.stem = nn.Sequential(net.conv1, net.bn1, net.relu, net.maxpool, net.layer1)
        self.stages = nn.ModuleList([net.layer2, net.layer3, net.layer4])
        self.head = MultiScaleHead((128, 256, 512), anchors * (5 + classes))

    def forward(self, x: torch.Tensor) -> tuple[torch.Tensor, torch.Tensor, torch.Tensor]:
        """Return predictions ``(N, outputs, H, W)`` at 1/8, 1/16 and 1/32 of the image's size.

        Sides of the image are multiples of 32.
        """
        maps = [self.stem(x)]
        for stage in self.stages:
            maps.append(stage(maps[-1]))
        return self.head(*maps[1:])


def _convolution(in_channels: int, out_channels: int, kernel_size: int) -> nn.Sequential:
    conv = nn.Conv2d(in_channels, out_channels, kernel_size, padding=kernel_size // 2, bias=False)
    return nn.Sequential(conv, nn.BatchNorm2d(out_channels), nn.ReLU())
