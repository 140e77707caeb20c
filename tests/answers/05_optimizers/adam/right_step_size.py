# corrections moved into the rate, as in the paper’s note
def adam(w, grad, state, lr=0.001, betas=(0.9, 0.999), eps=1e-8):
    """Return the weights after one step of Adam, and the state with m, s and t."""
    beta1, beta2 = betas
    t = state.get("t", 0) + 1
    m = state.get("m", torch.zeros_like(w)).lerp(grad, 1 - beta1)
    s = state.get("s", torch.zeros_like(w)) * beta2 + (1 - beta2) * grad * grad
    root = (1 - beta2**t) ** 0.5
    rate = lr * root / (1 - beta1**t)
    return w - rate * m / (s.sqrt() + eps * root), {"t": t, "m": m, "s": s}
