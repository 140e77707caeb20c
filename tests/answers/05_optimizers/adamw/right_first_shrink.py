# two moves
def adamw(w, grad, state, lr=0.001, betas=(0.9, 0.999), eps=1e-8, weight_decay=0.01):
    """Return the weights after decoupled decay and one step of Adam, and the state."""
    w = w * (1 - lr * weight_decay)
    t = state.get("t", 0) + 1
    m = betas[0] * state.get("m", 0) + (1 - betas[0]) * grad
    s = betas[1] * state.get("s", 0) + (1 - betas[1]) * grad * grad
    top = m / (1 - betas[0] ** t)
    bottom = (s / (1 - betas[1] ** t)).sqrt() + eps
    return w - lr * top / bottom, {"t": t, "m": m, "s": s}
