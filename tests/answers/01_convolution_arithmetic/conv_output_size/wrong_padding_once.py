# padding is added once
# named: padding is added on one side only
def conv_output_size(size, kernel_size, stride=1, padding=0, dilation=1):
    """Return the number of outputs along one side of a convolution."""
    span = dilation * (kernel_size - 1) + 1
    if size + padding < span:
        raise ValueError("does not fit")
    return (size + padding - span) // stride + 1
