# counts after the step
# named: t must be 1 in the first step
def adam(w, grad, state, lr=0.001, betas=(0.9, 0.999), eps=1e-8):
    """Return the weights after one step of Adam, and the state with m, s and t."""
    beta1, beta2 = betas
    t = state.get("t", 0)
    m = beta1 * state.get("m", 0) + (1 - beta1) * grad
    s = beta2 * state.get("s", 0) + (1 - beta2) * grad**2
    m_hat, s_hat = m / (1 - beta1**t), s / (1 - beta2**t)
    return w - lr * m_hat / (s_hat.sqrt() + eps), {"t": t + 1, "m": m, "s": s}
