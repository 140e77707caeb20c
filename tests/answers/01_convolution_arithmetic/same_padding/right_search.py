# tries every padding
def same_padding(kernel_size, dilation=1):
    """Return the padding that keeps the size at stride 1."""
    size = 1000
    for padding in range(size):
        if size + 2 * padding - dilation * (kernel_size - 1) == size:
            return padding
    raise ValueError("none of them")
