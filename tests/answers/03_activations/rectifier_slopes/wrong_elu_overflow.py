# masks are multiplied
# named: e^100 overflows
def relu_slope(x):
    return (x > 0).float()


def leaky_relu_slope(x, slope=0.01):
    return (x > 0) + slope * (x <= 0)


def elu_slope(x, alpha=1.0):
    return (x > 0) + alpha * torch.exp(x) * (x <= 0)
