# both steps, then the sum
def depthwise_separable_macs(in_channels, out_channels, kernel_size, out_height, out_width):
    """Return the multiply-adds of a depthwise and a pointwise convolution."""
    depthwise = in_channels * kernel_size**2 * out_height * out_width
    pointwise = out_channels * in_channels * out_height * out_width
    return depthwise + pointwise
