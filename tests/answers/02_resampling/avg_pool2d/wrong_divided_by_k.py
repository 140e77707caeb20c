# divided by K instead of K·K
# named: the sum is divided by K, not by K·K
def avg_pool2d(x, kernel_size, stride=None, padding=0):
    stride = kernel_size if stride is None else stride
    padded = F.pad(x, (padding, padding, padding, padding), value=0.0)
    windows = padded.unfold(2, kernel_size, stride).unfold(3, kernel_size, stride)
    return windows.sum(dim=(-2, -1)) / kernel_size
