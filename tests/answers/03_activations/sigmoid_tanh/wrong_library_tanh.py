# sigmoid from torch's tanh
# named: PyTorch's own tanh
def sigmoid(x):
    return 0.5 * (1 + torch.tanh(x / 2))


def tanh(x):
    return 2 * sigmoid(2 * x) - 1
