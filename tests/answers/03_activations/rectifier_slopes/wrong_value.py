# the functions themselves
# named: this is the value, not the slope
def relu_slope(x):
    return x.clamp(min=0)


def leaky_relu_slope(x, slope=0.01):
    return torch.where(x > 0, x, slope * x)


def elu_slope(x, alpha=1.0):
    return torch.where(x > 0, x, alpha * (torch.exp(x) - 1))
