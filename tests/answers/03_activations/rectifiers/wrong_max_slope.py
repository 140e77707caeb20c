# max(x, slope·x)
# named: right only for slopes up to 1
def relu(x):
    return x.clamp(min=0)


def leaky_relu(x, slope=0.01):
    return torch.maximum(x, slope * x)


def elu(x, alpha=1.0):
    return torch.where(x > 0, x, alpha * (torch.exp(x) - 1))
