# the textbook's sigmoid, which is safe, and tanh from it
def sigmoid(x):
    return 1 / (1 + torch.exp(-x))


def tanh(x):
    s = sigmoid(2 * x)
    return s - (1 - s)
