# RMSprop under another name
# named: this is RMSprop
def adadelta(w, grad, state, lr=1.0, rho=0.9, eps=1e-6):
    """Return the weights after one step of Adadelta, and the state with both means."""
    s = rho * state.get("s", 0) + (1 - rho) * grad**2
    return w - lr * grad / (s + eps).sqrt(), {"s": s}
