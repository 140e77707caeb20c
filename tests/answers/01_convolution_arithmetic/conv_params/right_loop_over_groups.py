# counts group by group
def conv_params(in_channels, out_channels, kernel_size, bias=True, groups=1):
    """Return the number of parameters of a convolution."""
    total = 0
    for _ in range(groups):
        total += (in_channels // groups) * (out_channels // groups) * kernel_size ** 2
    return total if not bias else total + out_channels
