# the complementary error function
def gelu(x):
    return x * torch.erfc(-x * 0.5**0.5) / 2


def silu(x, beta=1.0):
    return x / (1 + torch.exp(-beta * x))
