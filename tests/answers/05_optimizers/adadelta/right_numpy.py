# in numpy
def adadelta(w, grad, state, lr=1.0, rho=0.9, eps=1e-6):
    """Return the weights after one step of Adadelta, and the state with both means."""
    import numpy as np

    g, zero = grad.numpy(), np.zeros(tuple(w.shape))
    s = rho * state.get("s", zero) + (1 - rho) * g**2
    d = np.sqrt(state.get("u", zero) + eps) / np.sqrt(s + eps) * g
    u = rho * state.get("u", zero) + (1 - rho) * d**2
    return w.numpy() - lr * d, {"s": s, "u": u}
