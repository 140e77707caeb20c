# the sign is dropped
# named: negative values are made positive
def relu(x):
    return x.abs()


def leaky_relu(x, slope=0.01):
    return torch.where(x > 0, x, slope * x)


def elu(x, alpha=1.0):
    return torch.where(x > 0, x, alpha * (torch.exp(x) - 1))
