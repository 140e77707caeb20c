# SiLU with 1.702
# named: this is x·σ(1.702·x)
def gelu(x):
    return silu(x, 1.702)


def silu(x, beta=1.0):
    return x * torch.sigmoid(beta * x)
