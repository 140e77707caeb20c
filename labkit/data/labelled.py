"""The form in which real images come: tensors in memory and the names of their classes."""

from typing import NamedTuple

import torch


class Labelled(NamedTuple):
    """N images with their labels."""

    images: torch.Tensor  # (N, C, H, W) uint8
    labels: torch.Tensor  # (N,) int64
    classes: tuple[str, ...]
