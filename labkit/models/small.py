"""Small networks for 32×32 images that train in seconds on a CPU, one for each idea.

``plain`` and ``residual`` follow section 4.2 of K. He, X. Zhang, S. Ren, J. Sun: "Deep Residual
Learning for Image Recognition", 2015 (CIFAR-10, shortcuts without parameters), with fewer channels
and a first stride of 2. ``vgg``, ``inception`` and ``separable`` shrink the networks of their
families (see the files `vgg`, `googlenet` and `mobilenet`).
"""

from collections import OrderedDict

import torch
import torch.nn.functional as F
from torch import nn

from labkit.models import checkpoint, mobilenet


def plain(
    num_classes: int = 10, in_channels: int = 3, depth: int = 20, width: int = 8
) -> nn.Module:
    """Return a plain network of 6n + 2 layers: :func:`residual` without its shortcuts."""
    return _deep(num_classes, in_channels, depth, width, shortcut=False)


def residual(
    num_classes: int = 10, in_channels: int = 3, depth: int = 20, width: int = 8
) -> nn.Module:
    """Return a residual network of 6n + 2 layers, with as many parameters as :func:`plain`.

    Raises ``ValueError`` for depths other than 8, 14, 20, 26, 32 and so on.
    """
    return _deep(num_classes, in_channels, depth, width, shortcut=True)


def vgg(num_classes: int = 10, in_channels: int = 3) -> nn.Module:
    """Return three stages of two 3×3 convolutions and pooling, and one hidden linear layer."""
    layers, channels = [], in_channels
    for out_channels in (16, 32, 64):
        layers += _convolution(channels, out_channels, 3) + _convolution(out_channels, out_channels)
        layers.append(nn.MaxPool2d(2))
        channels = out_channels
    head = [nn.Flatten(), nn.Linear(64 * 4 * 4, 64), nn.ReLU(), nn.Linear(64, num_classes)]
    return _initialized(nn.Sequential(*layers, *head))


def inception(num_classes: int = 10, in_channels: int = 3) -> nn.Module:
    """Return a convolution and three inception modules with pooling between."""
    layers = [*_convolution(in_channels, 16), nn.MaxPool2d(2)]
    layers += [Inception(16, 32), nn.MaxPool2d(2), Inception(32, 64), Inception(64, 64)]
    return _initialized(nn.Sequential(*layers, *_head(64, num_classes)))


def separable(num_classes: int = 10, in_channels: int = 3) -> nn.Module:
    """Return a convolution and four depthwise separable ones, two of which halve."""
    layers = _convolution(in_channels, 16)
    for channels, out_channels, stride in ((16, 32, 2), (32, 32, 1), (32, 64, 2), (64, 64, 1)):
        layers.append(mobilenet.separable(channels, out_channels, stride))
    return _initialized(nn.Sequential(*layers, *_head(64, num_classes)))


def cnn(num_classes: int = 10, in_channels: int = 3, weights: str | None = None) -> nn.Module:
    """Return four blocks of convolution, normalization, ReLU and pooling, then a global average.

    ``weights="things"`` loads the kit's own, which know the ten source classes of Things as
    ``labkit.data.normalize`` returns them. Raises ``ValueError`` for other weights or shapes.
    """
    layers, channels = [], in_channels
    for out_channels in (16, 32, 64, 128):
        layers += [*_convolution(channels, out_channels), nn.MaxPool2d(2)]
        channels = out_channels
    model = nn.Sequential(*layers, *_head(channels, num_classes))
    return _pretrained(model, "small_cnn", weights)


def lens(num_classes: int = 10, in_channels: int = 3, weights: str | None = None) -> nn.Module:
    """Return a network made to be looked into: its blocks have names, its first filters are 7×7.

    ``block1`` to ``block4`` end in a ReLU; ``pool1`` to ``pool3`` lie between, so that the last map
    of a 32×32 image is 4×4. ``weights`` are as in :func:`cnn`.
    """
    layers, channels = OrderedDict(), in_channels
    for number, out_channels in enumerate((16, 32, 64, 128), start=1):
        block = _convolution(channels, out_channels, 7 if number == 1 else 3)
        layers[f"block{number}"] = nn.Sequential(*block)
        if number < 4:
            layers[f"pool{number}"] = nn.MaxPool2d(2)
        channels = out_channels
    layers |= zip(("average", "flatten", "head"), _head(channels, num_classes), strict=True)
    return _pretrained(nn.Sequential(layers), "small_lens", weights)


class Block(nn.Module):
    """Two 3×3 convolutions, and their input added if there is a shortcut."""

    def __init__(self, in_channels: int, out_channels: int, stride: int, shortcut: bool) -> None:
        """Where resolution or channels change, the shortcut averages pixels and adds zeros."""
        super().__init__()
        self.stride, self.shortcut = stride, shortcut
        self.added = out_channels - in_channels
        self.conv1 = nn.Conv2d(in_channels, out_channels, 3, stride, padding=1, bias=False)
        self.norm1 = nn.BatchNorm2d(out_channels)
        self.conv2 = nn.Conv2d(out_channels, out_channels, 3, padding=1, bias=False)
        self.norm2 = nn.BatchNorm2d(out_channels)

    def forward(self, x: torch.Tensor) -> torch.Tensor:
        """Return the block's output for ``(N, C, H, W)``, H and W even where it halves them."""
        out = self.norm2(self.conv2(F.relu(self.norm1(self.conv1(x)))))
        if not self.shortcut:
            return F.relu(out)
        if self.stride > 1:
            x = F.avg_pool2d(x, self.stride, ceil_mode=True)
        return F.relu(out + F.pad(x, (0, 0, 0, 0, 0, self.added)))


class Inception(nn.Module):
    """Windows of 1×1, 3×3 and 5×5 and a pooling side by side, a quarter of the channels each."""

    def __init__(self, in_channels: int, out_channels: int) -> None:
        """``out_channels`` is a multiple of 8; bottlenecks have half the channels of a branch."""
        super().__init__()
        part, reduced = out_channels // 4, out_channels // 8
        self.branch1 = nn.Sequential(*_convolution(in_channels, part, 1))
        self.branch3 = nn.Sequential(
            *_convolution(in_channels, reduced, 1), *_convolution(reduced, part, 3)
        )
        self.branch5 = nn.Sequential(
            *_convolution(in_channels, reduced, 1), *_convolution(reduced, part, 5)
        )
        self.pooled = nn.Sequential(nn.MaxPool2d(3, 1, 1), *_convolution(in_channels, part, 1))

    def forward(self, x: torch.Tensor) -> torch.Tensor:
        """Return the channels of all branches, one after another."""
        branches = (self.branch1, self.branch3, self.branch5, self.pooled)
        return torch.cat([branch(x) for branch in branches], dim=1)


def _deep(
    num_classes: int, in_channels: int, depth: int, width: int, shortcut: bool
) -> nn.Sequential:
    blocks, rest = divmod(depth - 2, 6)
    if rest or blocks < 1:
        raise ValueError(f"depth must be 6n + 2 (8, 14, 20, 26, 32, …), but it is {depth}.")
    layers, channels = _convolution(in_channels, width, stride=2), width
    for stage in range(3):
        for block in range(blocks):
            stride = 2 if stage and not block else 1
            layers.append(Block(channels, width * 2**stage, stride, shortcut))
            channels = width * 2**stage
    return _initialized(nn.Sequential(*layers, *_head(channels, num_classes)))


def _convolution(
    in_channels: int, out_channels: int, kernel_size: int = 3, stride: int = 1
) -> list[nn.Module]:
    options = {"stride": stride, "padding": kernel_size // 2, "bias": False}
    conv = nn.Conv2d(in_channels, out_channels, kernel_size, **options)
    return [conv, nn.BatchNorm2d(out_channels), nn.ReLU()]


def _head(channels: int, num_classes: int) -> list[nn.Module]:
    return [nn.AdaptiveAvgPool2d(1), nn.Flatten(), nn.Linear(channels, num_classes)]


def _pretrained(model: nn.Sequential, name: str, weights: str | None) -> nn.Sequential:
    _initialized(model)
    if weights is not None:
        num_classes, in_channels = model[-1].out_features, next(model.parameters()).shape[1]
        if (num_classes, in_channels) != (10, 3):
            raise ValueError(
                f"These weights are for 10 classes and 3 channels, but num_classes is "
                f"{num_classes} and in_channels is {in_channels}: replace the last layer later."
            )
        checkpoint.load(model, checkpoint.path_of(name, weights))
    return model


def _initialized(model: nn.Sequential) -> nn.Sequential:
    for layer in model.modules():
        if isinstance(layer, nn.Conv2d):
            nn.init.kaiming_normal_(layer.weight, mode="fan_out", nonlinearity="relu")
    return model
