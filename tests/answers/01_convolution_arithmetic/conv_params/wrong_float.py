# / where // is needed
# named: is a float where an int is expected
def conv_params(in_channels, out_channels, kernel_size, bias=True, groups=1):
    """Return the number of parameters of a convolution."""
    weights = out_channels * in_channels / groups * kernel_size**2
    return weights + out_channels if bias else weights
