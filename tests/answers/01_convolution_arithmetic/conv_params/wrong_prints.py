# the result is printed
# named: nothing is returned
def conv_params(in_channels, out_channels, kernel_size, bias=True, groups=1):
    """Return the number of parameters of a convolution."""
    print(out_channels * (in_channels // groups) * kernel_size**2 + out_channels * bias)
