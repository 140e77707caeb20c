# dilation is not used
# named: dilation is ignored
def same_padding(kernel_size, dilation=1):
    """Return the padding that keeps the size at stride 1."""
    if kernel_size % 2 == 0:
        raise ValueError("even kernel")
    return (kernel_size - 1) // 2
