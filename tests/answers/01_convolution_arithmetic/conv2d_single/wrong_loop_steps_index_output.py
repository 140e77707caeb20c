# the loops step by stride and write to the same index of the output
# named: your code raised IndexError
def conv2d_single(image, kernel, stride=1, padding=0):
    """Return the cross-correlation of one channel with one kernel."""
    padded = F.pad(image, (padding,) * 4)
    kh, kw = kernel.shape
    output = torch.zeros((padded.shape[0] - kh) // stride + 1, (padded.shape[1] - kw) // stride + 1)
    for i in range(0, padded.shape[0] - kh + 1, stride):
        for j in range(0, padded.shape[1] - kw + 1, stride):
            output[i, j] = (padded[i : i + kh, j : j + kw] * kernel).sum()
    return output
