# biases are forgotten
# named: the biases are forgotten
def maxout(x, W1, b1, W2, b2):
    return torch.maximum(x @ W1.T, x @ W2.T)
