"""Explorers: sliders around the pure figures of :mod:`labkit.plots`."""

from labkit.explore.convolution import convolution
from labkit.explore.optimizers import optimizers

__all__ = ["convolution", "optimizers"]
