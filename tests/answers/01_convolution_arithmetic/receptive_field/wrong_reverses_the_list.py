# right, but turns the caller's list around on the way
# named: the argument layers is changed
def receptive_field(layers):
    """Return how many input pixels across one output pixel sees."""
    layers.reverse()
    seen = 1
    for kernel_size, stride, dilation in layers:
        seen = (seen - 1) * stride + dilation * (kernel_size - 1) + 1
    return seen
