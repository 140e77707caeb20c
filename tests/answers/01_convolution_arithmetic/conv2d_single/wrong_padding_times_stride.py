# the start is (i − padding)·stride instead of i·stride − padding
# unnamed: passes the visible check, which never pads and strides at once
def conv2d_single(image, kernel, stride=1, padding=0):
    """Return the cross-correlation of one channel with one kernel."""
    (height, width), (kh, kw) = image.shape, kernel.shape
    output = torch.zeros(
        (height + 2 * padding - kh) // stride + 1, (width + 2 * padding - kw) // stride + 1
    )
    for i in range(output.shape[0]):
        for j in range(output.shape[1]):
            for a in range(kh):
                for b in range(kw):
                    y, x = (i - padding) * stride + a, (j - padding) * stride + b
                    if 0 <= y < height and 0 <= x < width:
                        output[i, j] += image[y, x] * kernel[a, b]
    return output
