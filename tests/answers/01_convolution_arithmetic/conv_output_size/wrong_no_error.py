# the formula alone: a kernel that does not fit gives 0 outputs
# named: no ValueError is raised
def conv_output_size(size, kernel_size, stride=1, padding=0, dilation=1):
    """Return the number of outputs along one side of a convolution."""
    return (size + 2 * padding - dilation * (kernel_size - 1) - 1) // stride + 1
