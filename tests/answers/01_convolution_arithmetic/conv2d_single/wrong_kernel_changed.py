# the caller's kernel is used as a buffer for the products
# named: the argument kernel is changed
def conv2d_single(image, kernel, stride=1, padding=0):
    """Return the cross-correlation of one channel with one kernel."""
    padded = F.pad(image, (padding,) * 4)
    weights = kernel.clone()
    kh, kw = kernel.shape
    output = torch.zeros((padded.shape[0] - kh) // stride + 1, (padded.shape[1] - kw) // stride + 1)
    for i in range(output.shape[0]):
        for j in range(output.shape[1]):
            kernel[:] = padded[i * stride : i * stride + kh, j * stride : j * stride + kw]
            kernel *= weights
            output[i, j] = kernel.sum()
    return output
