# the product rule
def gelu_slope(x):
    phi = torch.exp(-0.5 * x * x) / torch.sqrt(torch.tensor(2 * torch.pi))
    return 0.5 + 0.5 * torch.erf(x / 2**0.5) + x * phi


def silu_slope(x, beta=1.0):
    s = 1 / (1 + torch.exp(-beta * x))
    return s * (1 + beta * x * (1 - s))
