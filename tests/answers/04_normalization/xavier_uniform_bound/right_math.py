# math.sqrt
import math


def xavier_uniform_bound(fan_in, fan_out):
    """Return the bound of the uniform Xavier initialization."""
    return math.sqrt(6 / (fan_in + fan_out))
