# half of d·k
# named: half of d·k is too much
def same_padding(kernel_size, dilation=1):
    """Return the padding that keeps the size at stride 1."""
    return dilation * kernel_size // 2
