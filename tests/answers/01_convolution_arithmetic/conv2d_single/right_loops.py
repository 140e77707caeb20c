# two loops over the output, as in the hint
def conv2d_single(image, kernel, stride=1, padding=0):
    """Return the cross-correlation of one channel with one kernel."""
    H, W = image.shape
    KH, KW = kernel.shape
    s, p = stride, padding
    padded = torch.zeros((H + 2 * p, W + 2 * p))
    padded[p : p + H, p : p + W] = image
    out = torch.empty((H + 2 * p - KH) // s + 1, (W + 2 * p - KW) // s + 1)
    for i in range(out.shape[0]):
        for j in range(out.shape[1]):
            out[i, j] = torch.sum(padded[i * s : i * s + KH, j * s : j * s + KW] * kernel)
    return out
