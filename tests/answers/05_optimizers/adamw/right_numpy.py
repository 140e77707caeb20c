# in numpy
def adamw(w, grad, state, lr=0.001, betas=(0.9, 0.999), eps=1e-8, weight_decay=0.01):
    """Return the weights after decoupled decay and one step of Adam, and the state."""
    import numpy as np

    g, x = grad.numpy(), w.numpy()
    t = state.get("t", 0) + 1
    m = betas[0] * state.get("m", 0) + (1 - betas[0]) * g
    s = betas[1] * state.get("s", 0) + (1 - betas[1]) * g**2
    step = m / (1 - betas[0] ** t) / (np.sqrt(s / (1 - betas[1] ** t)) + eps)
    return x - lr * (step + weight_decay * x), {"t": t, "m": m, "s": s}
