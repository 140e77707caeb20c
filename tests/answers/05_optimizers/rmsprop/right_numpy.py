# in numpy
def rmsprop(w, grad, state, lr=0.01, alpha=0.99, eps=1e-8):
    """Return the weights after one step of RMSprop, and the state with the mean of squares."""
    import numpy as np

    g = grad.numpy()
    s = alpha * state.get("s", np.zeros_like(g)) + (1 - alpha) * np.square(g)
    return w.numpy() - lr * g / (np.sqrt(s) + eps), {"s": s}
