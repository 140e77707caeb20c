# a dense depthwise step from in_channels to in_channels
# named: the depthwise step mixes channels
def depthwise_separable_macs(in_channels, out_channels, kernel_size, out_height, out_width):
    """Return the multiply-adds of a depthwise and a pointwise convolution."""
    depthwise = in_channels * in_channels * kernel_size**2
    return (depthwise + in_channels * out_channels) * out_height * out_width
