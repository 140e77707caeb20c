# padding of exactly half the kernel is refused too
# unnamed: the visible check has no padding of exactly half the kernel
def max_pool2d(x, kernel_size, stride=None, padding=0):
    if 2 * padding >= kernel_size:
        raise ValueError("padding")
    stride = kernel_size if stride is None else stride
    padded = F.pad(x, (padding, padding, padding, padding), value=float("-inf"))
    windows = padded.unfold(2, kernel_size, stride).unfold(3, kernel_size, stride)
    return windows.amax(dim=(-2, -1))
