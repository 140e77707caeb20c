# products per output number, times output numbers
def conv_macs(in_channels, out_channels, kernel_size, out_height, out_width, groups=1):
    """Return the multiply-adds of a convolution for one image."""
    products = in_channels // groups * kernel_size * kernel_size
    return products * out_channels * out_height * out_width
