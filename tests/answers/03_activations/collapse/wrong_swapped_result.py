# bias first
# named: the bias comes first
def collapse(W1, b1, W2, b2):
    W = W2 @ W1
    b = W2 @ b1 + b2
    return b, W
