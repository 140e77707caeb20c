# the result is printed
# named: nothing is returned
def depthwise_separable_macs(in_channels, out_channels, kernel_size, out_height, out_width):
    """Return the multiply-adds of a depthwise and a pointwise convolution."""
    print(in_channels * (kernel_size**2 + out_channels) * out_height * out_width)
