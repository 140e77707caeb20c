# numpy's unique
import numpy as np


def distinct_units(weight, decimals=6):
    """Return how many rows differ after rounding."""
    return np.unique(np.round(weight.numpy(), decimals) + 0.0, axis=0).shape[0]
