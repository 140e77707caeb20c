"""Explorers: sliders around the pure figures of :mod:`labkit.plots`."""

from labkit.explore.convolution import convolution
from labkit.explore.costs import costs

__all__ = ["convolution", "costs"]
