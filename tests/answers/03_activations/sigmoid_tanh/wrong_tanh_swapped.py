# sum over difference
# named: the sum and the difference are swapped
def sigmoid(x):
    return 1 / (1 + torch.exp(-x))


def tanh(x):
    up, down = torch.exp(x), torch.exp(-x)
    return (up + down) / (up - down)
