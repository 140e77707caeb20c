# input and output channels are divided
# named: divided by groups twice
def conv_macs(in_channels, out_channels, kernel_size, out_height, out_width, groups=1):
    """Return the multiply-adds of a convolution for one image."""
    per_output = (in_channels // groups) * kernel_size**2
    return (out_channels // groups) * out_height * out_width * per_output
