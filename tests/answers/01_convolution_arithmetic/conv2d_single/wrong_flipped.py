# the mathematicians' convolution
# named: the kernel is flipped
def conv2d_single(image, kernel, stride=1, padding=0):
    """Return the cross-correlation of one channel with one kernel."""
    image, kernel = F.pad(image, (padding,) * 4), torch.flip(kernel, (0, 1))
    return (image.unfold(0, kernel.shape[0], stride).unfold(1, kernel.shape[1], stride)
            * kernel).sum((2, 3))
