# s·(1 + s)
# named: this is y·(1 + y)
def sigmoid_slope(s):
    return s * (1 + s)


def tanh_slope(t):
    return 1 - t**2
