# the result is printed
# named: nothing is returned
def conv_macs(in_channels, out_channels, kernel_size, out_height, out_width, groups=1):
    """Return the multiply-adds of a convolution for one image."""
    print(out_channels * out_height * out_width * (in_channels // groups) * kernel_size**2)
