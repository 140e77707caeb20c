# inputs are clipped where nothing changes any more
def sigmoid(x):
    e = torch.exp(x.clamp(-80, 80))
    return e / (1 + e)


def tanh(x):
    up, down = torch.exp(x.clamp(-40, 40)), torch.exp(-x.clamp(-40, 40))
    return (up - down) / (up + down)
