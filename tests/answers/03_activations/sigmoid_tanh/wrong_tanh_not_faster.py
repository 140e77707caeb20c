# 2σ(x) − 1
# named: not made twice as fast
def sigmoid(x):
    return 1 / (1 + torch.exp(-x))


def tanh(x):
    return 2 * sigmoid(x) - 1
