# without 1/√(2π)
# named: √(2π) is missing
def gelu_slope(x):
    return 0.5 * (1 + torch.erf(x / 2**0.5)) + x * torch.exp(-(x**2) / 2)


def silu_slope(x, beta=1.0):
    s = torch.sigmoid(beta * x)
    return s + beta * x * s * (1 - s)
