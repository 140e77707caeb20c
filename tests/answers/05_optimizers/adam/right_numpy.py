# in numpy, the state as one tuple
def adam(w, grad, state, lr=0.001, betas=(0.9, 0.999), eps=1e-8):
    """Return the weights after one step of Adam, and the state with m, s and t."""
    import numpy as np

    g = grad.numpy()
    m, s, t = state.get("all", (np.zeros_like(g), np.zeros_like(g), 0))
    t = t + 1
    m = m + (1 - betas[0]) * (g - m)
    s = s + (1 - betas[1]) * (g**2 - s)
    top, bottom = m / (1 - betas[0] ** t), np.sqrt(s / (1 - betas[1] ** t)) + eps
    return w.numpy() - lr * top / bottom, {"all": (m, s, t)}
