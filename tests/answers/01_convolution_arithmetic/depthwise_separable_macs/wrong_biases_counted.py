# an addition for the bias of each output number
# named: the biases are counted
def depthwise_separable_macs(in_channels, out_channels, kernel_size, out_height, out_width):
    """Return the multiply-adds of a depthwise and a pointwise convolution."""
    depthwise = in_channels * (kernel_size**2 + 1)
    pointwise = out_channels * (in_channels + 1)
    return (depthwise + pointwise) * out_height * out_width
