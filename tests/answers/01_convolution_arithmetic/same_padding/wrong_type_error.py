# refuses with another exception
# named: TypeError is raised instead of ValueError
def same_padding(kernel_size, dilation=1):
    """Return the padding that keeps the size at stride 1."""
    total = dilation * (kernel_size - 1)
    if total % 2:
        raise TypeError("even span")
    return total // 2
