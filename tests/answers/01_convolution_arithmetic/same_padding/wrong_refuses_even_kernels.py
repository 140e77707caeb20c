# the kernel size is tested, not the span
# named: your code raised ValueError
def same_padding(kernel_size, dilation=1):
    """Return the padding that keeps the size at stride 1."""
    if kernel_size % 2 == 0:
        raise ValueError("even kernel")
    return dilation * (kernel_size - 1) // 2
