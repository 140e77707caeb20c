# the height is used for the width too
# unnamed: the shape in the message says it: 2×2 instead of 2×3
def max_pool2d(x, kernel_size, stride=None, padding=0):
    if 2 * padding > kernel_size:
        raise ValueError("padding")
    stride = stride or kernel_size
    padded = F.pad(x, (padding,) * 4, value=float("-inf"))
    size = (padded.shape[2] - kernel_size) // stride + 1
    out = torch.zeros(*x.shape[:2], size, size)
    for i in range(size):
        for j in range(size):
            a, b = i * stride, j * stride
            out[:, :, i, j] = padded[:, :, a : a + kernel_size, b : b + kernel_size].amax((2, 3))
    return out
