# the products are written into the window, and so into the image
# unnamed: the values are wrong before the changed argument is looked at
def conv2d_single(image, kernel, stride=1, padding=0):
    """Return the cross-correlation of one channel with one kernel."""
    padded = F.pad(image, (padding,) * 4)
    kh, kw = kernel.shape
    output = torch.zeros((padded.shape[0] - kh) // stride + 1, (padded.shape[1] - kw) // stride + 1)
    for i in range(output.shape[0]):
        for j in range(output.shape[1]):
            window = padded[i * stride : i * stride + kh, j * stride : j * stride + kw]
            window *= kernel
            output[i, j] = window.sum()
    return output
