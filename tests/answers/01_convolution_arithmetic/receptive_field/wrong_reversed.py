# walks from the output to the input
# named: the layers are walked from output to input
def receptive_field(layers):
    """Return how many input pixels across one output pixel sees."""
    seen, distance = 1, 1
    for kernel_size, stride, dilation in layers[::-1]:
        seen += dilation * (kernel_size - 1) * distance
        distance *= stride
    return seen
