# -1 stands for an error, as in C
# named: no ValueError is raised
def conv_output_size(size, kernel_size, stride=1, padding=0, dilation=1):
    """Return the number of outputs along one side of a convolution."""
    room = size + 2 * padding - dilation * (kernel_size - 1) - 1
    if room < 0:
        return -1
    return room // stride + 1
