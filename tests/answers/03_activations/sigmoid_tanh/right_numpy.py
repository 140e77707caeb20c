# a loop over numbers with Python's own math
import math

import numpy as np


def one(v):
    if v < 0:
        return 1 - one(-v)
    return 1 / (1 + math.exp(-v))


def sigmoid(x):
    return torch.tensor([one(v) for v in x.flatten().tolist()], dtype=x.dtype).reshape(x.shape)


def tanh(x):
    return np.array([2 * one(2 * v) - 1 for v in x.flatten().tolist()]).reshape(tuple(x.shape))
