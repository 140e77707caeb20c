# kernel sizes are multiplied
# named: kernel sizes are multiplied
def receptive_field(layers):
    """Return how many input pixels across one output pixel sees."""
    seen = 1
    for kernel_size, stride, dilation in layers:
        seen *= kernel_size
    return seen
