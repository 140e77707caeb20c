# maximum and minimum
def relu(x):
    return torch.maximum(x, torch.zeros_like(x))


def leaky_relu(x, slope=0.01):
    return relu(x) + slope * torch.minimum(x, torch.zeros_like(x))


def elu(x, alpha=1.0):
    left = torch.minimum(x, torch.zeros_like(x))
    return relu(x) + alpha * left.exp() - alpha
