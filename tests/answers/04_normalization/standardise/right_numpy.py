# numpy in and out, whose std divides by n
import numpy as np


def standardise(train, test):
    """Return both sets, standardised per channel with the training set's statistics."""
    a, b = np.asarray(train, dtype=np.float64), np.asarray(test, dtype=np.float64)
    mean = a.mean(axis=(0, 2, 3), keepdims=True)
    std = a.std(axis=(0, 2, 3), keepdims=True)
    std = np.where(std > 0, std, 1.0)
    return [(a - mean) / std, (b - mean) / std]
