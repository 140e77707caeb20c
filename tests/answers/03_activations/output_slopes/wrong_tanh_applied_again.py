# the output of tanh is taken for its input
# named: do not apply the function again
def sigmoid_slope(s):
    return s * (1 - s)


def tanh_slope(t):
    return 1 - torch.tanh(t) ** 2
