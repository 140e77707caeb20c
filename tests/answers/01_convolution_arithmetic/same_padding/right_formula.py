# half of d·(k−1)
def same_padding(kernel_size, dilation=1):
    """Return the padding that keeps the size at stride 1."""
    both = dilation * (kernel_size - 1)
    if both % 2 == 1:
        raise ValueError("the span is even")
    return both // 2
