# in numpy, other names
def sgd(weights, gradient, memory, lr):
    """Return the weights after one step of gradient descent, and the state."""
    step = lr * gradient.numpy()
    return weights.numpy() - step, memory
