# one gap of d − 1 cells in all, instead of one between every two cells
# named: dilation widens every gap
def conv_output_size(size, kernel_size, stride=1, padding=0, dilation=1):
    """Return the number of outputs along one side of a convolution."""
    room = size + 2 * padding - (kernel_size + dilation - 1)
    if room < 0:
        raise ValueError("does not fit")
    return room // stride + 1
