# the bias is not returned
# unnamed: one tensor comes where a tuple of two is expected; the message shows both
def collapse(W1, b1, W2, b2):
    return W2 @ W1
