# powers instead of the product
# named: not the product of all μ
def nadam(w, grad, state, lr=0.002, betas=(0.9, 0.999), eps=1e-8):
    """Return the weights after one step of Nadam in PyTorch's form, and the state."""
    beta1, beta2 = betas
    t = state.get("t", 0) + 1
    m = beta1 * state.get("m", 0) + (1 - beta1) * grad
    s = beta2 * state.get("s", 0) + (1 - beta2) * grad**2
    mu = beta1 * (1 - 0.5 * 0.96 ** (0.004 * t))
    mu_next = beta1 * (1 - 0.5 * 0.96 ** (0.004 * (t + 1)))
    p = state.get("p", 1) * mu
    bottom = (s / (1 - beta2**t)).sqrt() + eps
    ahead = (1 - mu) * grad / (1 - mu**t) + mu_next * m / (1 - mu_next ** (t + 1))
    return w - lr * ahead / bottom, {"t": t, "m": m, "s": s, "p": p}
