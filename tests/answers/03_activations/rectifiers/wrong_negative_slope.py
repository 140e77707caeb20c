# a slope below zero is cut off
# unnamed: the visible check has no negative slope
def relu(x):
    return x.clamp(min=0)


def leaky_relu(x, slope=0.01):
    return torch.where(x > 0, x, max(slope, 0) * x)


def elu(x, alpha=1.0):
    return torch.where(x > 0, x, alpha * (torch.exp(x) - 1))
