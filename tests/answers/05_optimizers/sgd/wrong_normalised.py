# makes the gradient one unit long
# named: one unit long
def sgd(w, grad, state, lr):
    """Return the weights after one step of gradient descent, and the state."""
    return w - lr * grad / grad.norm(), state
