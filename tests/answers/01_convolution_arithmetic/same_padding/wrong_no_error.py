# rounds down for an even span
# named: no ValueError is raised
def same_padding(kernel_size, dilation=1):
    """Return the padding that keeps the size at stride 1."""
    return dilation * (kernel_size - 1) // 2
