# first and last pixel that are seen, layer by layer backwards
def receptive_field(layers):
    """Return how many input pixels across one output pixel sees."""
    first = last = 0
    for kernel_size, stride, dilation in layers[::-1]:
        first *= stride
        last = last * stride + dilation * (kernel_size - 1)
    return last - first + 1
