# with the function's own value in it
def gelu_slope(x):
    below = torch.special.ndtr(x)
    return below + x * torch.exp(torch.distributions.Normal(0.0, 1.0).log_prob(x))


def silu_slope(x, beta=1.0):
    s = torch.sigmoid(beta * x)
    value = x * s
    return beta * value + s * (1 - beta * value)
