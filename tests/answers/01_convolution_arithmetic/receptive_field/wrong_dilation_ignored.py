# dilation is not used
# named: dilation is ignored
def receptive_field(layers):
    """Return how many input pixels across one output pixel sees."""
    seen, distance = 1, 1
    for kernel_size, stride, _ in layers:
        seen += (kernel_size - 1) * distance
        distance *= stride
    return seen
