"""Helpers for twelve labs on deep learning for vision.

Submodules load on first use, so ``import labkit`` is light and does not import torch.
"""

from importlib import import_module

from labkit import _torchvision

__version__ = "0.1.0"

_SUBMODULES = (
    "augment",
    "check",
    "cost",
    "data",
    "device",
    "explore",
    "models",
    "plots",
    "slips",
    "surfaces",
    "synthetic",
    "timing",
    "train",
)

_torchvision.install()


def __getattr__(name: str):
    if name in _SUBMODULES:
        return import_module(f"labkit.{name}")
    raise AttributeError(f"module 'labkit' has no attribute {name!r}")


def __dir__() -> list[str]:
    return sorted([*globals(), *_SUBMODULES])
