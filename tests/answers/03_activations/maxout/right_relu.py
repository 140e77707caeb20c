# one plus the ReLU of the difference
def maxout(x, W1, b1, W2, b2):
    two = torch.einsum("nd,hd->nh", x, W2) + b2
    return two + torch.relu(x @ (W1 - W2).T + (b1 - b2))
