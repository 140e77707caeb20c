# the half of the kernel is taken first, then dilated: too much for an even kernel
# named: halved before it is dilated
def same_padding(kernel_size, dilation=1):
    """Return the padding that keeps the size at stride 1."""
    if dilation * (kernel_size - 1) % 2:
        raise ValueError("even span")
    return dilation * (kernel_size // 2)
