# the first layer widens what the others see
def receptive_field(layers):
    """Return how many input pixels across one output pixel sees."""
    if not layers:
        return 1
    (kernel_size, stride, dilation), *rest = layers
    return (receptive_field(rest) - 1) * stride + dilation * (kernel_size - 1) + 1
