# the weights alone
# named: the biases are missing
def conv_params(in_channels, out_channels, kernel_size, bias=True, groups=1):
    """Return the number of parameters of a convolution."""
    return out_channels * (in_channels // groups) * kernel_size**2
