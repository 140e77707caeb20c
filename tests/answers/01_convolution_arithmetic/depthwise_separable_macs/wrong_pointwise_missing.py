# the depthwise step alone
# named: the pointwise step is missing
def depthwise_separable_macs(in_channels, out_channels, kernel_size, out_height, out_width):
    """Return the multiply-adds of a depthwise and a pointwise convolution."""
    return in_channels * kernel_size**2 * out_height * out_width
