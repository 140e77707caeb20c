# changes the weights that it was given
# named: the argument w is changed
def sgd(w, grad, state, lr):
    """Return the weights after one step of gradient descent, and the state."""
    w -= lr * grad
    return w, state
