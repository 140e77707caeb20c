# Python's own math
import math


def each(function, x):
    values = [function(v) for v in x.flatten().tolist()]
    return torch.tensor(values, dtype=x.dtype).reshape(x.shape)


def gelu(x):
    return each(lambda v: 0.5 * v * (1 + math.erf(v / math.sqrt(2))), x)


def silu(x, beta=1.0):
    return each(lambda v: v * 0.5 * (1 + math.tanh(beta * v / 2)), x)
