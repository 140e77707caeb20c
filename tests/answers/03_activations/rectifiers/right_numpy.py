# numpy
import numpy as np


def relu(x):
    return np.maximum(x.numpy(), 0)


def leaky_relu(x, slope=0.01):
    return np.where(x > 0, x, slope * x)


def elu(x, alpha=1.0):
    x = x.numpy()
    return np.where(x > 0, x, alpha * np.expm1(np.minimum(x, 0)))
