# a loop that moves the kernel and counts
def conv_output_size(size, kernel_size, stride=1, padding=0, dilation=1):
    """Return the number of outputs along one side of a convolution."""
    padded = size + padding + padding
    left, stops = 0, 0
    while left + dilation * (kernel_size - 1) < padded:
        stops += 1
        left += stride
    if stops == 0:
        raise ValueError(f"kernel {kernel_size} does not fit on {padded}")
    return stops
