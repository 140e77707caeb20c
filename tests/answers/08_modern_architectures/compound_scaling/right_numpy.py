# powers of an array
import numpy as np


def compound_scaling(phi):
    factors = np.array([1.2, 1.1, 1.15]) ** phi
    return (*factors, float(np.prod(factors ** [1, 2, 2])))
