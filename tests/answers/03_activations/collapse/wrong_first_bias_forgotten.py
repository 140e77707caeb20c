# only the other bias
# named: the first bias is forgotten
def collapse(W1, b1, W2, b2):
    return W2 @ W1, b2
