"""Explorers: sliders around the pure figures of :mod:`labkit.plots`."""

from labkit.explore.activation import activation
from labkit.explore.augmentation import augmentation
from labkit.explore.blocks import blocks
from labkit.explore.convolution import convolution
from labkit.explore.costs import costs
from labkit.explore.inside import inside
from labkit.explore.optimizers import optimizers
from labkit.explore.rendering import real_or_rendered, rendering
from labkit.explore.resampling import pooling, stamping
from labkit.explore.retrieval import retrieval
from labkit.explore.schedule import schedule
from labkit.explore.signal import signal_through_depth

__all__ = [
    "activation",
    "augmentation",
    "blocks",
    "convolution",
    "costs",
    "inside",
    "optimizers",
    "pooling",
    "real_or_rendered",
    "rendering",
    "retrieval",
    "schedule",
    "signal_through_depth",
    "stamping",
]
