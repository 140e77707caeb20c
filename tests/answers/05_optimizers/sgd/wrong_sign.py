# follows the sign of the gradient
# named: only the sign
def sgd(w, grad, state, lr):
    """Return the weights after one step of gradient descent, and the state."""
    return w - lr * grad.sign(), state
