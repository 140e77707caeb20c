# the normal distribution from torch
normal = torch.distributions.Normal(0.0, 1.0)


def gelu(x):
    return x * normal.cdf(x)


def silu(x, beta=1.0):
    gate = torch.sigmoid(torch.mul(x, beta))
    return gate.mul(x)
