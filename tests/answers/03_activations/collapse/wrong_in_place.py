# the second bias is changed on the way
# named: the argument b2 is changed
def collapse(W1, b1, W2, b2):
    b2 += W2 @ b1
    return W2 @ W1, b2
