# F.max_pool2d does the work
# named: calls PyTorch's own max_pool
def max_pool2d(x, kernel_size, stride=None, padding=0):
    if 2 * padding > kernel_size:
        raise ValueError("padding")
    return F.max_pool2d(x, kernel_size, stride, padding)
