# the start is not counted
# named: the start is not counted
def conv_output_size(size, kernel_size, stride=1, padding=0, dilation=1):
    """Return the number of outputs along one side of a convolution."""
    span = dilation * (kernel_size - 1) + 1
    if size + 2 * padding < span:
        raise ValueError("does not fit")
    return (size + 2 * padding - span) // stride
