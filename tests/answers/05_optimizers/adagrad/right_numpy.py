# in numpy
def adagrad(w, grad, state, lr=0.01, eps=1e-10):
    """Return the weights after one step of Adagrad, and the state with the sum of squares."""
    import numpy as np

    squares = state.get("squares", np.zeros(tuple(w.shape))) + grad.numpy() ** 2
    return w.numpy() - lr * grad.numpy() / (np.sqrt(squares) + eps), {"squares": squares}
