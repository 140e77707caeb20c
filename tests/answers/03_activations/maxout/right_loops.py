# loops in numpy
import numpy as np


def maxout(x, W1, b1, W2, b2):
    out = np.zeros((len(x), len(W1)))
    for n in range(len(x)):
        for h in range(len(W1)):
            one = float((x[n] * W1[h]).sum() + b1[h])
            two = float((x[n] * W2[h]).sum() + b2[h])
            out[n, h] = one if one > two else two
    return out
