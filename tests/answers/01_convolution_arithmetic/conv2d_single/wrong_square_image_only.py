# the height serves as the width
# named: height is used for its width
def conv2d_single(image, kernel, stride=1, padding=0):
    """Return the cross-correlation of one channel with one kernel."""
    padded = F.pad(image, (padding,) * 4)
    kh, kw = kernel.shape
    size = (padded.shape[0] - kh) // stride + 1
    output = torch.zeros(size, size)
    for i in range(size):
        for j in range(size):
            output[i, j] = (
                padded[i * stride : i * stride + kh, j * stride : j * stride + kw] * kernel
            ).sum()
    return output
