# one number at a time
import math


def each(function, x):
    return torch.tensor([function(v) for v in x.flatten().tolist()]).reshape(x.shape)


def relu_slope(x):
    return each(lambda v: 1.0 if v > 0 else 0.0, x)


def leaky_relu_slope(x, slope=0.01):
    return each(lambda v: 1.0 if v > 0 else float(slope), x)


def elu_slope(x, alpha=1.0):
    return each(lambda v: 1.0 if v > 0 else alpha * math.exp(v), x)
