# Python's round: halves go to the even neighbour, so 2.5 becomes 2 and 3.5 becomes 4
# named: to the nearest
def conv_output_size(size, kernel_size, stride=1, padding=0, dilation=1):
    """Return the number of outputs along one side of a convolution."""
    room = size + 2 * padding - dilation * (kernel_size - 1) - 1
    if room < 0:
        raise ValueError("does not fit")
    return round(room / stride) + 1
