# a difference with a large step
# unnamed: a numerical slope; the message shows the first difference
def gelu_slope(x):
    def gelu(v):
        return 0.5 * v * (1 + torch.erf(v / 2**0.5))

    return (gelu(x + 0.01) - gelu(x)) / 0.01


def silu_slope(x, beta=1.0):
    s = torch.sigmoid(beta * x)
    return s + beta * x * s * (1 - s)
