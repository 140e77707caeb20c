# the padding of both sides together
# named: padding of both sides together
def same_padding(kernel_size, dilation=1):
    """Return the padding that keeps the size at stride 1."""
    total = dilation * (kernel_size - 1)
    if total % 2:
        raise ValueError("even span")
    return total
