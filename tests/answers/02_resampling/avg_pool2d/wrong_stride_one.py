# stride 1 if none is given
# named: the stride is 1 if none is given
def avg_pool2d(x, kernel_size, stride=None, padding=0):
    stride = stride or 1
    padded = F.pad(x, (padding, padding, padding, padding), value=0.0)
    windows = padded.unfold(2, kernel_size, stride).unfold(3, kernel_size, stride)
    return windows.mean(dim=(-2, -1))
