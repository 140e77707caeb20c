# padding on two sides only
# named: the padding is added at the top and left only
def avg_pool2d(x, kernel_size, stride=None, padding=0):
    stride = kernel_size if stride is None else stride
    padded = F.pad(x, (padding, 0, padding, 0), value=0.0)
    windows = padded.unfold(2, kernel_size, stride).unfold(3, kernel_size, stride)
    return windows.mean(dim=(-2, -1))
