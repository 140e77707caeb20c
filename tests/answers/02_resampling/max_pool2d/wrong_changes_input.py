# the input is overwritten
# named: the argument x is changed
def max_pool2d(x, kernel_size, stride=None, padding=0):
    if 2 * padding > kernel_size:
        raise ValueError("padding")
    stride = stride or kernel_size
    padded = F.pad(x, (padding,) * 4, value=float("-inf"))
    windows = padded.unfold(2, kernel_size, stride).unfold(3, kernel_size, stride)
    result = windows.amax((-2, -1))
    x.clamp_(min=0)
    return result
