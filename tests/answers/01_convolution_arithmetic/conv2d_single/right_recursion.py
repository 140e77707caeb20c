# the first output row, then the rest of the image
def conv2d_single(image, kernel, stride=1, padding=0):
    """Return the cross-correlation of one channel with one kernel."""
    if padding:
        return conv2d_single(F.pad(image, (padding,) * 4), kernel, stride)
    kh, kw = kernel.shape
    if len(image) < kh:
        return torch.empty(0, (image.shape[1] - kw) // stride + 1, dtype=image.dtype)
    first = [(image[:kh, j : j + kw] * kernel).sum()
             for j in range(0, image.shape[1] - kw + 1, stride)]
    return torch.cat([torch.stack(first)[None], conv2d_single(image[stride:], kernel, stride)])
