# F.max_pool2d does the work
# named: PyTorch's own max_pool does the work
def max_pool2d(x, kernel_size, stride=None, padding=0):
    if 2 * padding > kernel_size:
        raise ValueError("padding")
    return F.max_pool2d(x, kernel_size, stride, padding)
