# four loops over the cells, and a comparison with what lies on the map
def max_pool2d(x, kernel_size, stride=None, padding=0):
    """Clip each window to the map instead of padding."""
    k, s, p = kernel_size, kernel_size if stride is None else stride, padding
    if p > k // 2:
        raise ValueError(f"padding {p}, kernel {k}")
    n, c, h, w = x.shape
    oh, ow = (h + 2 * p - k) // s + 1, (w + 2 * p - k) // s + 1
    out = torch.empty(n, c, oh, ow, dtype=x.dtype)
    for i in range(oh):
        for j in range(ow):
            top, left = i * s - p, j * s - p
            window = x[:, :, max(top, 0) : top + k, max(left, 0) : left + k]
            out[:, :, i, j] = window.amax(dim=(2, 3))
    return out
