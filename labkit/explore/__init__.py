"""Explorers: sliders around the pure figures of :mod:`labkit.plots`."""

from labkit.explore.convolution import convolution
from labkit.explore.signal import signal_through_depth

__all__ = ["convolution", "signal_through_depth"]
