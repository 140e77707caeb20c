# forgets to return
# named: nothing is returned
def sgd(w, grad, state, lr):
    """Return the weights after one step of gradient descent, and the state."""
    w = w - lr * grad
