# the whole width from −a to a
# named: 2 times too large
def xavier_uniform_bound(fan_in, fan_out):
    """Return the bound of the uniform Xavier initialization."""
    return 2 * (6 / (fan_in + fan_out)) ** 0.5
