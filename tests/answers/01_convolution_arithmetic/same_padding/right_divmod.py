# divmod tells half and rest at once
def same_padding(kernel_size, dilation=1):
    """Return the padding that keeps the size at stride 1."""
    half, rest = divmod(kernel_size * dilation - dilation, 2)
    if rest:
        raise ValueError(f"no padding keeps the size for {kernel_size=} and {dilation=}")
    return half
