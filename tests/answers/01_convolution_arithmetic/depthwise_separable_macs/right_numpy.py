# numpy integers and a warning
import warnings

import numpy as np


def depthwise_separable_macs(in_channels, out_channels, kernel_size, out_height, out_width):
    """Return the multiply-adds of a depthwise and a pointwise convolution."""
    warnings.warn("numpy for two numbers", RuntimeWarning, stacklevel=2)
    per_channel = np.array([kernel_size**2, out_channels])
    return (per_channel * in_channels * out_height * out_width).sum()
