# two classes, one of them 0
def sigmoid(x):
    return torch.softmax(torch.stack([x, torch.zeros_like(x)]), dim=0)[0]


def tanh(x):
    p, q = torch.softmax(torch.stack([x, -x]), dim=0)
    return p - q
