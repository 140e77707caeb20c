# the loop ends one layer early
# named: a layer is left out
def receptive_field(layers):
    """Return how many input pixels across one output pixel sees."""
    seen, distance = 1, 1
    for i in range(len(layers) - 1):
        kernel_size, stride, dilation = layers[i]
        seen += dilation * (kernel_size - 1) * distance
        distance *= stride
    return seen
