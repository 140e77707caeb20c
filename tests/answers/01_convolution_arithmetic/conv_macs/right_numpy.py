# numpy integers
import numpy as np


def conv_macs(in_channels, out_channels, kernel_size, out_height, out_width, groups=1):
    """Return the multiply-adds of a convolution for one image."""
    factors = [in_channels, out_channels, kernel_size, kernel_size, out_height, out_width]
    return np.prod(factors, dtype=np.int64) // groups
