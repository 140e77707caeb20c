"""Explorers: sliders around the pure figures of :mod:`labkit.plots`."""

from labkit.explore.activation import activation
from labkit.explore.convolution import convolution

__all__ = ["activation", "convolution"]
