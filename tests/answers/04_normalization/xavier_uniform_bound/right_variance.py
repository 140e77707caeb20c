# from the variance
def xavier_uniform_bound(fan_in, fan_out):
    """Return the bound of the uniform Xavier initialization."""
    variance = 2 / (fan_in + fan_out)
    return (3 * variance) ** 0.5
