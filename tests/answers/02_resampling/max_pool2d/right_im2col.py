# F.unfold, and the smallest number of all as padding
def max_pool2d(x, kernel_size, stride=None, padding=0):
    if padding * 2 > kernel_size:
        raise ValueError()
    stride = stride or kernel_size
    n, c = x.shape[:2]
    padded = F.pad(x, (padding,) * 4, value=x.min().item())
    columns = F.unfold(padded, kernel_size, stride=stride).reshape(n, c, kernel_size**2, -1)
    rows = (padded.shape[2] - kernel_size) // stride + 1
    return columns.amax(2).reshape(n, c, rows, -1)
