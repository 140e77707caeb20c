# only stride and padding are used
# named: the kernel is ignored
def conv_output_size(size, kernel_size, stride=1, padding=0, dilation=1):
    """Return the number of outputs along one side of a convolution."""
    return (size + 2 * padding - 1) // stride + 1
