# the weights, without the places
# named: every weight is used at every place
def conv_macs(in_channels, out_channels, kernel_size, out_height, out_width, groups=1):
    """Return the multiply-adds of a convolution for one image."""
    return out_channels * (in_channels // groups) * kernel_size**2
