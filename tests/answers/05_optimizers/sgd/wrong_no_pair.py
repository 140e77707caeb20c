# returns the weights alone
# named: as a pair
def sgd(w, grad, state, lr):
    """Return the weights after one step of gradient descent, and the state."""
    return w - lr * grad
