# the slope with a minus, as if it belonged to |x|
# named: the sign is lost on the left
def relu(x):
    return x.clamp(min=0)


def leaky_relu(x, slope=0.01):
    return torch.where(x > 0, x, slope * x.abs())


def elu(x, alpha=1.0):
    return torch.where(x > 0, x, alpha * (torch.exp(x) - 1))
