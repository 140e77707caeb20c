# half of x and its absolute value
def relu(x):
    return (x + x.abs()) / 2


def leaky_relu(x, slope=0.01):
    return (1 + slope) / 2 * x + (1 - slope) / 2 * x.abs()


def elu(x, alpha=1.0):
    return torch.where(x < 0, alpha * (torch.exp(x) - 1), x)
