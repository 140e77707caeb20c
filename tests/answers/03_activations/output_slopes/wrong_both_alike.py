# the sigmoid's slope for both
# named: this is the slope of the sigmoid
def sigmoid_slope(s):
    return s * (1 - s)


def tanh_slope(t):
    return sigmoid_slope(t)
