# mean instead of sum
# named: times what it should be
def conv2d_single(image, kernel, stride=1, padding=0):
    """Return the cross-correlation of one channel with one kernel."""
    padded = F.pad(image, (padding,) * 4).float()
    return (padded.unfold(0, kernel.shape[0], stride).unfold(1, kernel.shape[1], stride)
            * kernel).mean((2, 3))
