# at 0 the slope from the right
# named: at 0 the slope from the left counts
def relu_slope(x):
    return (x >= 0).float()


def leaky_relu_slope(x, slope=0.01):
    return torch.where(x >= 0, 1.0, slope)


def elu_slope(x, alpha=1.0):
    return torch.where(x >= 0, 1.0, alpha * torch.exp(x))
