# 1 − t
# named: but not squared
def sigmoid_slope(s):
    return s * (1 - s)


def tanh_slope(t):
    return 1 - t
