"""Random changes to whole batches of images in memory, the same for the same generator.

Every function takes float images ``(N, C, H, W)`` and a CPU generator and returns new images of
the same shape, dtype and device; each image gets its own draw. :func:`chain` makes of several
what :func:`labkit.train.fit` takes, :func:`along` moves masks and boxes with the images, and
:func:`mixup` blends the labels too.
"""

from labkit.augment.colour import colour_axes, jitter, pca_color, permute_channels
from labkit.augment.combine import Augmentation, along, chain, mixup
from labkit.augment.geometry import (
    cutout,
    flip,
    flip_vertical,
    resized_crop,
    rotate,
    shear,
    shift,
    warp,
)
from labkit.augment.recorded import recorded_scores

__all__ = [
    "Augmentation",
    "along",
    "chain",
    "colour_axes",
    "cutout",
    "flip",
    "flip_vertical",
    "jitter",
    "mixup",
    "pca_color",
    "permute_channels",
    "recorded_scores",
    "resized_crop",
    "rotate",
    "shear",
    "shift",
    "warp",
]
