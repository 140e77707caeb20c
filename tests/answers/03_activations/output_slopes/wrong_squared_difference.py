# (1 − t)²
# named: not (1 − t)²
def sigmoid_slope(s):
    return s * (1 - s)


def tanh_slope(t):
    return (1 - t) ** 2
