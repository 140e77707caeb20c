"""Explorers: sliders around the pure figures of :mod:`labkit.plots`."""

from labkit.explore.convolution import convolution
from labkit.explore.schedule import schedule

__all__ = ["convolution", "schedule"]
