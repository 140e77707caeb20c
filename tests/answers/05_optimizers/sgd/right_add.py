# torch.add with a factor
def sgd(w, grad, state, lr):
    """Return the weights after one step of gradient descent, and the state."""
    return torch.add(w, grad, alpha=-lr), state
