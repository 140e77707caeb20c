# the median instead of the mean
# unnamed: a rare idea
def avg_pool2d(x, kernel_size, stride=None, padding=0):
    stride = kernel_size if stride is None else stride
    padded = F.pad(x, (padding, padding, padding, padding), value=0.0)
    windows = padded.unfold(2, kernel_size, stride).unfold(3, kernel_size, stride)
    return windows.flatten(-2).median(-1).values
