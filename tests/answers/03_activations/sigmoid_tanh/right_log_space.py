# through logarithms, and expm1
def sigmoid(x):
    return torch.exp(-torch.logaddexp(torch.zeros_like(x), -x))


def tanh(x):
    e = torch.expm1(-2 * x.abs())
    return -torch.sign(x) * e / (2 + e)
