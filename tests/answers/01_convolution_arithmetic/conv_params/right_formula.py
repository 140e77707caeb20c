# weights, and biases if there are any
def conv_params(in_channels, out_channels, kernel_size, bias=True, groups=1):
    """Return the number of parameters of a convolution."""
    params = in_channels // groups * out_channels * kernel_size * kernel_size
    if bias:
        params += out_channels
    return params
