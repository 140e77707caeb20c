# torch.matmul and another name for each part
def collapse(W1, b1, W2, b2):
    weight = torch.matmul(W2, W1)
    bias = torch.mv(W2, b1).add(b2)
    return weight, bias
