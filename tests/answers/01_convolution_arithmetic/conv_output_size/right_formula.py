# the formula, checked before it is used
def conv_output_size(size, kernel_size, stride=1, padding=0, dilation=1):
    """Return the number of outputs along one side of a convolution."""
    effective = dilation * (kernel_size - 1) + 1
    if effective > size + 2 * padding:
        raise ValueError("kernel larger than the padded image")
    return (size + 2 * padding - effective) // stride + 1
