# every window is divided by its own pixels
# named: windows at the border are divided by fewer pixels
def avg_pool2d(x, kernel_size, stride=None, padding=0):
    k, s, p = kernel_size, stride or kernel_size, padding
    n, c, h, w = x.shape
    oh, ow = (h + 2 * p - k) // s + 1, (w + 2 * p - k) // s + 1
    out = torch.zeros(n, c, oh, ow, dtype=x.dtype)
    for i in range(oh):
        for j in range(ow):
            a, b = i * s - p, j * s - p
            out[:, :, i, j] = x[:, :, max(a, 0) : a + k, max(b, 0) : b + k].mean((2, 3))
    return out
