# the two layers are asked what they do with 0 and with each unit vector
def collapse(W1, b1, W2, b2):
    def both(x):
        return F.linear(F.linear(x, W1, b1), W2, b2)

    b = both(torch.zeros(1, W1.shape[1], dtype=W1.dtype))[0]
    return (both(torch.eye(W1.shape[1], dtype=W1.dtype)) - b).T, b
