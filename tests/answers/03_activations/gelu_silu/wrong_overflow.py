# x·e^x / (1 + e^x)
# named: e^100 overflows
def gelu(x):
    return 0.5 * x * (1 + torch.erf(x / 2**0.5))


def silu(x, beta=1.0):
    return x * torch.exp(beta * x) / (1 + torch.exp(beta * x))
