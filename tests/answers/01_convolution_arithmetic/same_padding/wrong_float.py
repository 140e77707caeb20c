# / where // is needed
# named: is a float where an int is expected
def same_padding(kernel_size, dilation=1):
    """Return the padding that keeps the size at stride 1."""
    padding = dilation * (kernel_size - 1) / 2
    if padding % 1:
        raise ValueError("even span")
    return padding
