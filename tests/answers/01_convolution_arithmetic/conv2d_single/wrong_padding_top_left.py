# the image is copied into the lower right corner of a buffer that grows by padding, not 2·padding
# named: padding is added at the top and left only
def conv2d_single(image, kernel, stride=1, padding=0):
    """Return the cross-correlation of one channel with one kernel."""
    padded = torch.zeros(image.shape[0] + padding, image.shape[1] + padding)
    padded[padding:, padding:] = image
    return (padded.unfold(0, kernel.shape[0], stride).unfold(1, kernel.shape[1], stride)
            * kernel).sum((2, 3))
