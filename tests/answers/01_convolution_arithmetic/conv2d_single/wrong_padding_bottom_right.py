# F.pad's arguments are taken for (left, right, top, bottom) of which the first is skipped
# named: padding is added at the bottom and right only
def conv2d_single(image, kernel, stride=1, padding=0):
    """Return the cross-correlation of one channel with one kernel."""
    padded = F.pad(image, (0, padding, 0, padding))
    return (padded.unfold(0, kernel.shape[0], stride).unfold(1, kernel.shape[1], stride)
            * kernel).sum((2, 3))
