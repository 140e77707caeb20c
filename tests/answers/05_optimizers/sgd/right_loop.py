# one weight after another, on a copy
def sgd(w, grad, state, lr):
    """Return the weights after one step of gradient descent, and the state."""
    new = w.clone()
    flat, slopes = new.view(-1), grad.reshape(-1)
    for i in range(flat.numel()):
        flat[i] -= lr * slopes[i]
    return new, {}
