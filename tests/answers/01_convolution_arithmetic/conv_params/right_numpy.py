# numpy's product of the weight's shape, with a warning on the way
import warnings

import numpy as np


def conv_params(in_channels, out_channels, kernel_size, bias=True, groups=1):
    """Return the number of parameters of a convolution."""
    warnings.warn("counting", stacklevel=1)
    shape = np.array([out_channels, in_channels // groups, kernel_size, kernel_size])
    return np.prod(shape) + bias * out_channels
