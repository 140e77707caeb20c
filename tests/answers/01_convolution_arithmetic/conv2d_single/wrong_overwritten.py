# = where += is needed: only the last product is kept
# named: products are overwritten
def conv2d_single(image, kernel, stride=1, padding=0):
    """Return the cross-correlation of one channel with one kernel."""
    padded = F.pad(image, (padding,) * 4)
    kh, kw = kernel.shape
    output = torch.zeros((padded.shape[0] - kh) // stride + 1, (padded.shape[1] - kw) // stride + 1)
    for i in range(output.shape[0]):
        for j in range(output.shape[1]):
            for a in range(kh):
                for b in range(kw):
                    output[i, j] = padded[i * stride + a, j * stride + b] * kernel[a, b]
    return output
