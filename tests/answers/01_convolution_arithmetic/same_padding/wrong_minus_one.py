# -1 stands for an error
# named: no ValueError is raised
def same_padding(kernel_size, dilation=1):
    """Return the padding that keeps the size at stride 1."""
    total = dilation * (kernel_size - 1)
    return -1 if total % 2 else total // 2
