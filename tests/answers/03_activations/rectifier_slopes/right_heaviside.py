# steps
def relu_slope(x):
    return torch.heaviside(x, torch.zeros_like(x))


def leaky_relu_slope(x, slope=0.01):
    return slope + (1 - slope) * relu_slope(x)


def elu_slope(x, alpha=1.0):
    step = relu_slope(x)
    return step + (1 - step) * alpha * x.clamp(max=0).exp()
