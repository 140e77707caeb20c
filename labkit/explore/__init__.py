"""Explorers: sliders around the pure figures of :mod:`labkit.plots`."""

from labkit.explore.convolution import convolution
from labkit.explore.resampling import pooling, stamping
from labkit.explore.signal import signal_through_depth

__all__ = [
    "convolution",
    "pooling",
    "signal_through_depth",
    "stamping",
]
