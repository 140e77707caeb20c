# erf(x)
# named: x is not divided by √2
def gelu(x):
    return 0.5 * x * (1 + torch.erf(x))


def silu(x, beta=1.0):
    return x * torch.sigmoid(beta * x)
