# torch's own
# named: PyTorch's own gelu
def gelu(x):
    return F.gelu(x)


def silu(x, beta=1.0):
    return F.silu(beta * x) / beta
