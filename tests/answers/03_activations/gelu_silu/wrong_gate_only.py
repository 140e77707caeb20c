# the sigmoid alone
# named: this is σ(x): multiply it by x
def gelu(x):
    return 0.5 * x * (1 + torch.erf(x / 2**0.5))


def silu(x, beta=1.0):
    return torch.sigmoid(beta * x)
