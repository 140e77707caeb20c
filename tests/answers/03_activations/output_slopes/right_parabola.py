# parabolas by their tops
def sigmoid_slope(s):
    return 0.25 - (s - 0.5).pow(2)


def tanh_slope(t):
    return torch.ones_like(t) - t.pow(2)
