# the dense layer, divided by groups; true division made an int again
def conv_macs(in_channels, out_channels, kernel_size, out_height, out_width, groups=1):
    """Return the multiply-adds of a convolution for one image."""
    return int(in_channels * out_channels * kernel_size**2 * out_height * out_width / groups)
