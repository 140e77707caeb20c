# the distance is the product of the last two strides
# unnamed: passes the visible check, which has three layers at most
def receptive_field(layers):
    """Return how many input pixels across one output pixel sees."""
    seen, before, last = 1, 1, 1
    for kernel_size, stride, dilation in layers:
        seen += dilation * (kernel_size - 1) * before * last
        before, last = last, stride
    return seen
