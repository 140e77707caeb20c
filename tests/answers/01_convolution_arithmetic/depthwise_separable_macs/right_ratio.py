# the dense layer times 1/C_out + 1/K², rounded because of the fractions
def depthwise_separable_macs(in_channels, out_channels, kernel_size, out_height, out_width):
    """Return the multiply-adds of a depthwise and a pointwise convolution."""
    dense = in_channels * out_channels * kernel_size**2 * out_height * out_width
    return round(dense * (1 / out_channels + 1 / kernel_size**2))
