# one stop, and then the rest of the image
def conv_output_size(size, kernel_size, stride=1, padding=0, dilation=1):
    """Return the number of outputs along one side of a convolution."""
    room = size + 2 * padding - (kernel_size - 1) * dilation - 1
    if room < 0:
        raise ValueError("too small")
    if room < stride:
        return 1
    return 1 + conv_output_size(room - stride + 1, 1, stride)
