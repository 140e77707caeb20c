# starts with the first layer, which need not exist
# named: your code raised IndexError
def receptive_field(layers):
    """Return how many input pixels across one output pixel sees."""
    kernel_size, distance, dilation = layers[0]
    seen = dilation * (kernel_size - 1) + 1
    for kernel_size, stride, dilation in layers[1:]:
        seen += dilation * (kernel_size - 1) * distance
        distance *= stride
    return seen
