# powers of numbers and tensors
def adadelta(w, grad, state, lr=1.0, rho=0.9, eps=1e-6):
    """Return the weights after one step of Adadelta, and the state with both means."""
    s = rho * state.get("s", 0) + (1 - rho) * grad**2
    d = ((state.get("u", 0) + eps) / (s + eps)) ** 0.5 * grad
    return w - lr * d, {"s": s, "u": rho * state.get("u", 0) + (1 - rho) * d * d}
