# nested comprehensions, stacked at the end
def conv2d_single(image, kernel, stride=1, padding=0):
    """Return the cross-correlation of one channel with one kernel."""
    kh, kw = kernel.shape
    padded = F.pad(image, (padding,) * 4)

    def cell(top, left):
        return torch.tensordot(padded[top : top + kh, left : left + kw], kernel, 2)

    return torch.stack([
        torch.stack([cell(i, j) for j in range(0, padded.shape[1] - kw + 1, stride)])
        for i in range(0, padded.shape[0] - kh + 1, stride)
    ])
