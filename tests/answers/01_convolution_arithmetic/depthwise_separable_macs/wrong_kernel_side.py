# K numbers per kernel
# named: K·K numbers, not K
def depthwise_separable_macs(in_channels, out_channels, kernel_size, out_height, out_width):
    """Return the multiply-adds of a depthwise and a pointwise convolution."""
    return in_channels * (kernel_size + out_channels) * out_height * out_width
