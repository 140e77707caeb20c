# six over the mean
# named: not over the mean
def xavier_uniform_bound(fan_in, fan_out):
    """Return the bound of the uniform Xavier initialization."""
    return (6 / ((fan_in + fan_out) / 2)) ** 0.5
