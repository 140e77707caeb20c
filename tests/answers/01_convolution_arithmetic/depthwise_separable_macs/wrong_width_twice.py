# out_width serves as the height
# named: out_width is used for both directions
def depthwise_separable_macs(in_channels, out_channels, kernel_size, out_height, out_width):
    """Return the multiply-adds of a depthwise and a pointwise convolution."""
    return in_channels * (kernel_size**2 + out_channels) * out_width * out_width
