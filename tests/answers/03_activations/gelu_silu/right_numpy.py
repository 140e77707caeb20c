# scipy and numpy
import numpy as np
from scipy.special import expit, ndtr


def gelu(x):
    x = np.asarray(x)
    return x * ndtr(x)


def silu(x, beta=1.0):
    x = np.asarray(x)
    return x * expit(beta * x)
