# everything that is common stands in front
def depthwise_separable_macs(in_channels, out_channels, kernel_size, out_height, out_width):
    """Return the multiply-adds of a depthwise and a pointwise convolution."""
    return in_channels * out_height * out_width * (kernel_size * kernel_size + out_channels)
