# a kernel exactly as large as the image is refused
# named: your code raised ValueError
def conv_output_size(size, kernel_size, stride=1, padding=0, dilation=1):
    """Return the number of outputs along one side of a convolution."""
    room = size + 2 * padding - dilation * (kernel_size - 1) - 1
    if room <= 0:
        raise ValueError("does not fit")
    return room // stride + 1
