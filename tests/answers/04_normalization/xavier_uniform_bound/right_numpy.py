# numpy
import numpy as np


def xavier_uniform_bound(fan_in, fan_out):
    """Return the bound of the uniform Xavier initialization."""
    return np.sqrt(6.0 / np.add(fan_in, fan_out))
