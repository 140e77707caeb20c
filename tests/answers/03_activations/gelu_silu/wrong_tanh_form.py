# the approximation of the paper
# named: this is the tanh form
def gelu(x):
    inner = (2 / torch.pi) ** 0.5 * (x + 0.044715 * x**3)
    return 0.5 * x * (1 + torch.tanh(inner))


def silu(x, beta=1.0):
    return x * torch.sigmoid(beta * x)
