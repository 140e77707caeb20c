# the biases have a contest of their own
# named: the larger bias is used for both
def maxout(x, W1, b1, W2, b2):
    return torch.maximum(x @ W1.T, x @ W2.T) + torch.maximum(b1, b2)
