"""Explorers: sliders around the pure figures of :mod:`labkit.plots`."""

from labkit.explore.convolution import convolution
from labkit.explore.costs import costs, table_of

__all__ = ["convolution", "costs", "table_of"]
