# the larger weights
# named: the larger weights are taken
def maxout(x, W1, b1, W2, b2):
    W, b = torch.maximum(W1, W2), torch.maximum(b1, b2)
    return x @ W.T + b
