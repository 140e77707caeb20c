# forgets the rate
# named: the rate is ignored
def sgd(w, grad, state, lr):
    """Return the weights after one step of gradient descent, and the state."""
    return w - grad, state
