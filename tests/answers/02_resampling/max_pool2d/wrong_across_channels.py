# the maximum runs over the channels too
# named: the largest of all channels is taken
def max_pool2d(x, kernel_size, stride=None, padding=0):
    if 2 * padding > kernel_size:
        raise ValueError("padding")
    stride = kernel_size if stride is None else stride
    padded = F.pad(x, (padding, padding, padding, padding), value=float("-inf"))
    windows = padded.unfold(2, kernel_size, stride).unfold(3, kernel_size, stride)
    return windows.amax(dim=(1, -2, -1), keepdim=False)[:, None].expand(-1, x.shape[1], -1, -1)
