# stride is not used
# named: the stride is ignored
def receptive_field(layers):
    """Return how many input pixels across one output pixel sees."""
    return 1 + sum(dilation * (kernel_size - 1) for kernel_size, _, dilation in layers)
