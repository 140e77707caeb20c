# unfold twice, amax
def max_pool2d(x, kernel_size, stride=None, padding=0):
    if padding > kernel_size / 2:
        raise ValueError("too much padding")
    stride = stride or kernel_size
    x = F.pad(x, [padding] * 4, value=-float("inf"))
    return x.unfold(2, kernel_size, stride).unfold(3, kernel_size, stride).flatten(-2).max(-1).values
