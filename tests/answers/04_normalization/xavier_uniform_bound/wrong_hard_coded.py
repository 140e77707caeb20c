# fits the example
# named: the example is hard-coded
def xavier_uniform_bound(fan_in, fan_out):
    """Return the bound of the uniform Xavier initialization."""
    return 0.2
