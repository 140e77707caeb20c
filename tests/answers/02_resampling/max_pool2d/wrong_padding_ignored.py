# the padding is checked but not added
# named: padding is ignored
def max_pool2d(x, kernel_size, stride=None, padding=0):
    if 2 * padding > kernel_size:
        raise ValueError("padding")
    stride = kernel_size if stride is None else stride
    padded = F.pad(x, (0, 0, 0, 0), value=float("-inf"))
    windows = padded.unfold(2, kernel_size, stride).unfold(3, kernel_size, stride)
    return windows.amax(dim=(-2, -1))
