# float64 overflows at 710
# unnamed: the visible check does not go beyond 100
def sigmoid(x):
    e = torch.exp(x.double())
    return (e / (1 + e)).to(x.dtype)


def tanh(x):
    up, down = torch.exp(x.double()), torch.exp(-x.double())
    return ((up - down) / (up + down)).to(x.dtype)
