# as it stands on many slides
# named: no bias correction: divide m
def adam(w, grad, state, lr=0.001, betas=(0.9, 0.999), eps=1e-8):
    """Return the weights after one step of Adam, and the state with m, s and t."""
    beta1, beta2 = betas
    t = state.get("t", 0) + 1
    m = beta1 * state.get("m", 0) + (1 - beta1) * grad
    s = beta2 * state.get("s", 0) + (1 - beta2) * grad**2
    return w - lr * m / (s.sqrt() + eps), {"t": t, "m": m, "s": s}
