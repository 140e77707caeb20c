# out_height serves as the width
# named: out_height is used for both directions
def conv_macs(in_channels, out_channels, kernel_size, out_height, out_width, groups=1):
    """Return the multiply-adds of a convolution for one image."""
    return out_channels * out_height**2 * (in_channels // groups) * kernel_size**2
