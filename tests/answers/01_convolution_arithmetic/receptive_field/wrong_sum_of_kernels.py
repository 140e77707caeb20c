# kernel sizes are added up
# named: kernel sizes are added up
def receptive_field(layers):
    """Return how many input pixels across one output pixel sees."""
    return sum(kernel_size for kernel_size, _, _ in layers) or 1
