# kernel rows and columns are mixed up
# named: the kernel is transposed
def conv2d_single(image, kernel, stride=1, padding=0):
    """Return the cross-correlation of one channel with one kernel."""
    padded = F.pad(image, (padding,) * 4)
    kh, kw = kernel.shape
    oh, ow = (padded.shape[0] - kh) // stride + 1, (padded.shape[1] - kw) // stride + 1
    output = torch.zeros(oh, ow)
    for i in range(oh):
        for j in range(ow):
            for a in range(kh):
                for b in range(kw):
                    output[i, j] += padded[i * stride + a, j * stride + b] * kernel[b, a]
    return output
