# plus instead of minus
# named: this climbs
def sgd(w, grad, state, lr):
    """Return the weights after one step of gradient descent, and the state."""
    return w + lr * grad, state
