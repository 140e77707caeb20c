"""Explorers: sliders around the pure figures of :mod:`labkit.plots`."""

from labkit.explore.blocks import blocks
from labkit.explore.convolution import convolution

__all__ = ["blocks", "convolution"]
