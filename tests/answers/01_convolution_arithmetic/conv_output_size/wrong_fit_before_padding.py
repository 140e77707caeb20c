# whether the kernel fits is decided without the padding
# named: your code raised ValueError
def conv_output_size(size, kernel_size, stride=1, padding=0, dilation=1):
    """Return the number of outputs along one side of a convolution."""
    if kernel_size > size:
        raise ValueError("does not fit")
    return (size + 2 * padding - dilation * (kernel_size - 1) - 1) // stride + 1
