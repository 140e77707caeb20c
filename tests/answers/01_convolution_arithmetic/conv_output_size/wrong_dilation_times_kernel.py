# the span is taken as d·k
# named: not d·k
def conv_output_size(size, kernel_size, stride=1, padding=0, dilation=1):
    """Return the number of outputs along one side of a convolution."""
    room = size + 2 * padding - dilation * kernel_size
    if room < 0:
        raise ValueError("does not fit")
    return room // stride + 1
