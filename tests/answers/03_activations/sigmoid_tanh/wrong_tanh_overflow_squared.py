# the other textbook form
# named: overflows, and infinity / infinity
def sigmoid(x):
    return 1 / (1 + torch.exp(-x))


def tanh(x):
    square = torch.exp(2 * x)
    return (square - 1) / (square + 1)
