# the chain rule's beta is forgotten
# named: the inner slope β is missing
def gelu_slope(x):
    bell = torch.exp(-(x**2) / 2) / (2 * torch.pi) ** 0.5
    return 0.5 * (1 + torch.erf(x / 2**0.5)) + x * bell


def silu_slope(x, beta=1.0):
    s = torch.sigmoid(beta * x)
    return s + x * s * (1 - s)
