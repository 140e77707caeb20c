# t² − 1
# named: the sign is flipped
def sigmoid_slope(s):
    return s * (1 - s)


def tanh_slope(t):
    return t**2 - 1
