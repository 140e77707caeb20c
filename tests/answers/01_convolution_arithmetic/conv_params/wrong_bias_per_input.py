# one bias per input channel
# named: not per input channel
def conv_params(in_channels, out_channels, kernel_size, bias=True, groups=1):
    """Return the number of parameters of a convolution."""
    return out_channels * (in_channels // groups) * kernel_size**2 + (in_channels if bias else 0)
