# numpy's product of no strides is a float
# named: is a float where an int is expected
import numpy as np


def receptive_field(layers):
    """Return how many input pixels across one output pixel sees."""
    strides = [stride for _, stride, _ in layers]
    return 1 + sum(d * (k - 1) * np.prod(strides[:i]) for i, (k, _, d) in enumerate(layers))
