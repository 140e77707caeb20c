"""Explorers: sliders around the pure figures of :mod:`labkit.plots`."""

from labkit.explore.convolution import convolution
from labkit.explore.resampling import pooling, stamping

__all__ = ["convolution", "pooling", "stamping"]
