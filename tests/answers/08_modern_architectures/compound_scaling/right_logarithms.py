# sums of logarithms
import math


def compound_scaling(phi):
    d, w, r = (phi * math.log(base) for base in (1.2, 1.1, 1.15))
    return [math.exp(d), math.exp(w), math.exp(r), math.exp(d + 2 * w + 2 * r)]
