# conv_macs for both layers, groups = in_channels for the first
def macs(c, c_out, k, height, width, groups=1):
    return c // groups * k * k * c_out * height * width


def depthwise_separable_macs(in_channels, out_channels, kernel_size, out_height, out_width):
    """Return the multiply-adds of a depthwise and a pointwise convolution."""
    place = {"height": out_height, "width": out_width}
    return (macs(in_channels, in_channels, kernel_size, groups=in_channels, **place)
            + macs(in_channels, out_channels, 1, **place))
