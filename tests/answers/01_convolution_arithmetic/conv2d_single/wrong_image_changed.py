# the caller's image gets a new shape
# named: the argument image is changed
def conv2d_single(image, kernel, stride=1, padding=0):
    """Return the cross-correlation of one channel with one kernel."""
    height = (image.shape[0] + 2 * padding - kernel.shape[0]) // stride + 1
    image.unsqueeze_(0).unsqueeze_(0)
    columns = F.unfold(image.float(), tuple(kernel.shape), padding=padding, stride=stride)
    return (kernel.float().reshape(1, -1) @ columns).reshape(height, -1)
