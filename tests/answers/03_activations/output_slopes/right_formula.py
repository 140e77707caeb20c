# the formulas
def sigmoid_slope(s):
    return s - s * s


def tanh_slope(t):
    return (1 + t) * (1 - t)
