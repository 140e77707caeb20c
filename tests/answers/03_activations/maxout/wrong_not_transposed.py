# x @ W
# named: the weights are not transposed
def maxout(x, W1, b1, W2, b2):
    return torch.maximum(x @ W1 + b1, x @ W2 + b2)
