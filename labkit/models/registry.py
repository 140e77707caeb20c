"""Finds a network by its name and builds it."""

import difflib
from functools import partial

from torch import nn

from labkit.models import (
    alexnet,
    densenet,
    efficientnet,
    googlenet,
    lenet,
    mobilenet,
    resnet,
    small,
    vgg,
    zfnet,
)

_FROM_TORCHVISION = {
    "alexnet": alexnet.alexnet,
    **{f"vgg{depth}": partial(vgg.vgg, depth) for depth in vgg.DEPTHS},
    "googlenet": googlenet.googlenet,
    **{f"resnet{depth}": partial(resnet.resnet, depth) for depth in resnet.DEPTHS},
    "densenet121": densenet.densenet121,
    "mobilenet_v2": mobilenet.mobilenet_v2,
    "efficientnet_b0": efficientnet.efficientnet_b0,
}
_PRETRAINED = _FROM_TORCHVISION | {"small_cnn": small.cnn, "small_lens": small.lens}
_BUILDERS = _PRETRAINED | {
    "lenet5": lenet.lenet5,
    "alexnet_lecture": alexnet.alexnet_lecture,
    "zfnet": zfnet.zfnet,
    **{
        f"resnet{depth}_original": partial(resnet.resnet_original, depth)
        for depth in resnet.BOTTLENECK_DEPTHS
    },
    "mobilenet_v1": mobilenet.mobilenet_v1,
    "small_plain": small.plain,
    "small_vgg": small.vgg,
    "small_residual": small.residual,
    "small_inception": small.inception,
    "small_separable": small.separable,
}


def names() -> list[str]:
    """Return the names that :func:`build` knows, in alphabetical order.

    >>> [name for name in names() if name.startswith("vgg")]
    ['vgg11', 'vgg13', 'vgg16', 'vgg19']
    """
    return sorted(_BUILDERS)


def build(
    name: str, *, num_classes: int | None = None, in_channels: int | None = None, weights=None
) -> nn.Module:
    """Return a new network with random parameters, or with torchvision's pretrained ones.

    Where ``num_classes`` and ``in_channels`` are left out they are the paper's: 1000 classes of
    RGB images; for ``lenet5`` 10 of grey ones, for the small networks 10 of RGB ones. ``weights``
    is one of torchvision's enums or its name, such as ``"IMAGENET1K_V1"`` or ``"DEFAULT"``;
    torchvision downloads them once (this alone needs a network). ``small_cnn`` and ``small_lens``
    have the kit's own weights ``"things"``, which come with it.

    Raises ``ValueError`` for unknown names and weights and for numbers that do not fit, and
    ``ConnectionError`` where weights cannot be downloaded.

    >>> model = build("lenet5", num_classes=7)
    >>> model.fc5
    Linear(in_features=84, out_features=7, bias=True)
    """
    if name not in _BUILDERS:
        near = difflib.get_close_matches(str(name).lower(), names(), n=3, cutoff=0.5) or names()
        raise ValueError(f"There is no model {name!r}; the nearest are {', '.join(near)}.")
    options = {"num_classes": num_classes, "in_channels": in_channels}
    options = {key: value for key, value in options.items() if value is not None}
    for key, value in options.items():
        if type(value) is not int or value < 1:
            raise ValueError(f"{key} must be a whole number above 0, but it is {value!r}.")
    if weights is None:
        return _BUILDERS[name](**options)
    if name not in _PRETRAINED:
        raise ValueError(
            f"{name} has no pretrained weights, but weights is {weights!r}. These have: "
            f"{', '.join(sorted(_PRETRAINED))}."
        )
    return _PRETRAINED[name](**options, weights=weights)
