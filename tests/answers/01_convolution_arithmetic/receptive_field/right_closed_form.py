# a sum of products of the strides before
from math import prod


def receptive_field(layers):
    """Return how many input pixels across one output pixel sees."""
    strides = [stride for _, stride, _ in layers]
    return 1 + sum(d * (k - 1) * prod(strides[:i]) for i, (k, _, d) in enumerate(layers))
