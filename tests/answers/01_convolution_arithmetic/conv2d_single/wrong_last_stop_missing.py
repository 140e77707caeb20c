# range ends one too early
# named: one too small
def conv2d_single(image, kernel, stride=1, padding=0):
    """Return the cross-correlation of one channel with one kernel."""
    padded = F.pad(image, (padding,) * 4)
    kh, kw = kernel.shape
    return torch.stack([
        torch.stack([(padded[i : i + kh, j : j + kw] * kernel).sum()
                     for j in range(0, padded.shape[1] - kw, stride)])
        for i in range(0, padded.shape[0] - kh, stride)
    ])
