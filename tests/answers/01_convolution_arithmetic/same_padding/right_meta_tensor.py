# asks PyTorch which padding keeps the size
def same_padding(kernel_size, dilation=1):
    """Return the padding that keeps the size at stride 1."""
    x = torch.empty(1, 1, 200, device="meta")
    w = torch.empty(1, 1, kernel_size, device="meta")
    sizes = {F.conv1d(x, w, padding=p, dilation=dilation).shape[2]: p for p in range(100)}
    try:
        return sizes[200]
    except KeyError:
        raise ValueError("uneven padding") from None
