# the second step without its places (a forgotten bracket)
# named: not at every place
def depthwise_separable_macs(in_channels, out_channels, kernel_size, out_height, out_width):
    """Return the multiply-adds of a depthwise and a pointwise convolution."""
    return in_channels * kernel_size**2 * out_height * out_width + in_channels * out_channels
