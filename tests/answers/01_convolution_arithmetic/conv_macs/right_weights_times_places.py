# every weight once at every place, with math.prod
from math import prod


def conv_macs(in_channels, out_channels, kernel_size, out_height, out_width, groups=1):
    """Return the multiply-adds of a convolution for one image."""
    weight_shape = (out_channels, in_channels // groups, kernel_size, kernel_size)
    return prod(weight_shape) * prod((out_height, out_width))
