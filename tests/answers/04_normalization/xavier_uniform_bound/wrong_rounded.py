# rounded to one decimal
# named: rounded
def xavier_uniform_bound(fan_in, fan_out):
    """Return the bound of the uniform Xavier initialization."""
    return round((6 / (fan_in + fan_out)) ** 0.5, 1)
