# masks are multiplied
# named: e^100 overflows
def relu(x):
    return x * (x > 0)


def leaky_relu(x, slope=0.01):
    return x * (x > 0) + slope * x * (x <= 0)


def elu(x, alpha=1.0):
    return x * (x > 0) + alpha * (torch.exp(x) - 1) * (x <= 0)
