# F.pad with two numbers pads the last dimension only
# named: the columns are padded, the rows are not
def conv2d_single(image, kernel, stride=1, padding=0):
    """Return the cross-correlation of one channel with one kernel."""
    padded = F.pad(image, (padding, padding))
    return (padded.unfold(0, kernel.shape[0], stride).unfold(1, kernel.shape[1], stride)
            * kernel).sum((2, 3))
