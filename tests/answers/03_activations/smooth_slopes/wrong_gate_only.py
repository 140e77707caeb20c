# the product rule's first term
# named: the product rule has two terms; this is the first
def gelu_slope(x):
    bell = torch.exp(-(x**2) / 2) / (2 * torch.pi) ** 0.5
    return 0.5 * (1 + torch.erf(x / 2**0.5)) + x * bell


def silu_slope(x, beta=1.0):
    return torch.sigmoid(beta * x)
