# the fans multiplied
# named: added, not multiplied
def xavier_uniform_bound(fan_in, fan_out):
    """Return the bound of the uniform Xavier initialization."""
    return (6 / (fan_in * fan_out)) ** 0.5
