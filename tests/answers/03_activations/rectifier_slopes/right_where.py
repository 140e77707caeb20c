# torch.where
def relu_slope(x):
    return torch.where(x > 0, torch.ones_like(x), torch.zeros_like(x))


def leaky_relu_slope(x, slope=0.01):
    return torch.where(x > 0, torch.ones_like(x), slope * torch.ones_like(x))


def elu_slope(x, alpha=1.0):
    return torch.where(x <= 0, alpha * torch.exp(x), torch.ones_like(x))
