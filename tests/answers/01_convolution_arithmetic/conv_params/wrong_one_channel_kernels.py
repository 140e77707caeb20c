# a kernel for one channel only
# named: a kernel spans all input channels
def conv_params(in_channels, out_channels, kernel_size, bias=True, groups=1):
    """Return the number of parameters of a convolution."""
    weights = out_channels * kernel_size**2
    return weights + out_channels if bias else weights
