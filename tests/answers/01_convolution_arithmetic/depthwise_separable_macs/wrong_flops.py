# two operations per multiply–add
# named: these are FLOPs
def depthwise_separable_macs(in_channels, out_channels, kernel_size, out_height, out_width):
    """Return the multiply-adds of a depthwise and a pointwise convolution."""
    return 2 * in_channels * (kernel_size**2 + out_channels) * out_height * out_width
