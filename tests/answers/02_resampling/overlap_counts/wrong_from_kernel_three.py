# the middle is right, the ends fit small kernels only
# unnamed: the visible kernels never put more than two stamps on a cell
def overlap_counts(size, kernel_size, stride):
    cells = torch.arange((size - 1) * stride + kernel_size)
    last = (cells // stride).clamp(max=size - 1)
    first = (cells - kernel_size + stride).div(stride, rounding_mode="trunc")
    return (last - first + 1).clamp(min=0, max=2)
