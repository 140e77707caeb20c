# two operations per multiply–add
# named: these are FLOPs
def conv_macs(in_channels, out_channels, kernel_size, out_height, out_width, groups=1):
    """Return the multiply-adds of a convolution for one image."""
    return 2 * out_channels * out_height * out_width * (in_channels // groups) * kernel_size**2
