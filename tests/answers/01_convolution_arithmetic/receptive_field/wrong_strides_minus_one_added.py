# every stride adds its surplus to the distance
# named: strides multiply
def receptive_field(layers):
    """Return how many input pixels across one output pixel sees."""
    seen, distance = 1, 1
    for kernel_size, stride, dilation in layers:
        seen += dilation * (kernel_size - 1) * distance
        distance += stride - 1
    return seen
