# prints
# named: nothing is returned
def xavier_uniform_bound(fan_in, fan_out):
    """Return the bound of the uniform Xavier initialization."""
    print((6 / (fan_in + fan_out)) ** 0.5)
