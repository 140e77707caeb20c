# the input is overwritten
# named: the argument x is changed
def relu(x):
    x[x < 0] = 0
    return x


def leaky_relu(x, slope=0.01):
    return torch.where(x > 0, x, slope * x)


def elu(x, alpha=1.0):
    return torch.where(x > 0, x, alpha * (torch.exp(x) - 1))
