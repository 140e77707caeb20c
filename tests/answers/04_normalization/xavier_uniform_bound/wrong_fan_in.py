# one end only
# named: only fan_in counts
def xavier_uniform_bound(fan_in, fan_out):
    """Return the bound of the uniform Xavier initialization."""
    return (6 / fan_in) ** 0.5
