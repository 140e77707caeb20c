# the stride is applied one layer early
# named: not its own
def receptive_field(layers):
    """Return how many input pixels across one output pixel sees."""
    seen, distance = 1, 1
    for kernel_size, stride, dilation in layers:
        distance *= stride
        seen += dilation * (kernel_size - 1) * distance
    return seen
