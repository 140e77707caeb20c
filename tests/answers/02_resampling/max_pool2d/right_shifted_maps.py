# the maximum of K·K shifted and strided maps
def max_pool2d(x, kernel_size, stride=None, padding=0):
    if padding > kernel_size // 2:
        raise ValueError("a window could be empty")
    if stride is None:
        stride = kernel_size
    padded = F.pad(x, (padding,) * 4, value=float("-inf"))
    rows, columns = (length - kernel_size + 1 for length in padded.shape[2:])
    best = None
    for i in range(kernel_size):
        for j in range(kernel_size):
            part = padded[:, :, i : i + rows : stride, j : j + columns : stride]
            best = part if best is None else torch.maximum(best, part)
    return best
