# multiplies by η·λ
# named: only λ is left
def adamw(w, grad, state, lr=0.001, betas=(0.9, 0.999), eps=1e-8, weight_decay=0.01):
    """Return the weights after decoupled decay and one step of Adam, and the state."""
    beta1, beta2 = betas
    t = state.get("t", 0) + 1
    m = beta1 * state.get("m", 0) + (1 - beta1) * grad
    s = beta2 * state.get("s", 0) + (1 - beta2) * grad**2
    step = m / (1 - beta1**t) / ((s / (1 - beta2**t)).sqrt() + eps)
    return w * (lr * weight_decay) - lr * step, {"t": t, "m": m, "s": s}
