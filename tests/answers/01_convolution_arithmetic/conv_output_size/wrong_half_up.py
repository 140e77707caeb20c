# rounded to the nearest, halves up
# named: to the nearest
def conv_output_size(size, kernel_size, stride=1, padding=0, dilation=1):
    """Return the number of outputs along one side of a convolution."""
    room = size + 2 * padding - dilation * (kernel_size - 1) - 1
    if room < 0:
        raise ValueError("does not fit")
    return int(room / stride + 0.5) + 1
