# without bias first, then with it
import math


def conv_params(in_channels, out_channels, kernel_size, bias=True, groups=1):
    """Return the number of parameters of a convolution."""
    if bias:
        return conv_params(in_channels, out_channels, kernel_size, False, groups) + out_channels
    return math.prod((out_channels, in_channels, kernel_size, kernel_size)) // groups
