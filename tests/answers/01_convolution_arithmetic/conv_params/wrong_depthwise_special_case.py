# as many groups as channels: one kernel per input channel, whatever out_channels is
# unnamed: passes the visible check, which is never depthwise
def conv_params(in_channels, out_channels, kernel_size, bias=True, groups=1):
    """Return the number of parameters of a convolution."""
    if groups == in_channels and groups > 1:
        weights, biases = in_channels * kernel_size**2, in_channels
    else:
        weights, biases = out_channels * (in_channels // groups) * kernel_size**2, out_channels
    return weights + biases if bias else weights
