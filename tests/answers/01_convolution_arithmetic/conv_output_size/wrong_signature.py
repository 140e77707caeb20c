# dilation is left out of the signature
# named: your code raised TypeError
def conv_output_size(size, kernel_size, stride=1, padding=0):
    """Return the number of outputs along one side of a convolution."""
    room = size + 2 * padding - kernel_size
    if room < 0:
        raise ValueError("does not fit")
    return room // stride + 1
