# the standard deviation
# named: this is the standard deviation
def xavier_uniform_bound(fan_in, fan_out):
    """Return the bound of the uniform Xavier initialization."""
    return (2 / (fan_in + fan_out)) ** 0.5
