# functools.reduce over (seen, distance)
from functools import reduce


def receptive_field(layers):
    """Return how many input pixels across one output pixel sees."""
    step = lambda now, layer: (now[0] + layer[2] * (layer[0] - 1) * now[1], now[1] * layer[1])
    return reduce(step, layers, (1, 1))[0]
