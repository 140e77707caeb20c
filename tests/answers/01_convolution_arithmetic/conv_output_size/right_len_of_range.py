# the stops are a range
def conv_output_size(size, kernel_size, stride=1, padding=0, dilation=1):
    """Return the number of outputs along one side of a convolution."""
    stops = range(0, size + 2 * padding - dilation * (kernel_size - 1), stride)
    if not stops:
        raise ValueError
    return len(stops)
