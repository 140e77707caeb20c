# one kernel and its bias, times the number of kernels
def conv_params(in_channels, out_channels, kernel_size, bias=True, groups=1):
    """Return the number of parameters of a convolution."""
    one_kernel = (in_channels // groups) * kernel_size ** 2 + int(bias)
    return one_kernel * out_channels
