# one kernel size for both directions
# named: your code raised RuntimeError
def conv2d_single(image, kernel, stride=1, padding=0):
    """Return the cross-correlation of one channel with one kernel."""
    padded = F.pad(image, (padding,) * 4)
    k = kernel.shape[0]
    oh, ow = (padded.shape[0] - k) // stride + 1, (padded.shape[1] - k) // stride + 1
    output = torch.zeros(oh, ow)
    for i in range(oh):
        for j in range(ow):
            output[i, j] = (
                padded[i * stride : i * stride + k, j * stride : j * stride + k] * kernel
            ).sum()
    return output
