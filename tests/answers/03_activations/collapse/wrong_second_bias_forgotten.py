# only one bias
# named: the second bias is forgotten
def collapse(W1, b1, W2, b2):
    return W2 @ W1, W2 @ b1
