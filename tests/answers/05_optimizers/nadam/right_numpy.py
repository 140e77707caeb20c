# in numpy, the product from a list
def nadam(w, grad, state, lr=0.002, betas=(0.9, 0.999), eps=1e-8):
    """Return the weights after one step of Nadam in PyTorch's form, and the state."""
    import numpy as np

    g = grad.numpy()
    t = state.get("t", 0) + 1
    mus = betas[0] * (1 - 0.5 * 0.96 ** (0.004 * np.arange(1, t + 2)))
    m = betas[0] * state.get("m", 0) + (1 - betas[0]) * g
    s = betas[1] * state.get("s", 0) + (1 - betas[1]) * g * g
    step = (1 - mus[-2]) * g / (1 - mus[:-1].prod()) + mus[-1] * m / (1 - mus.prod())
    bottom = np.sqrt(s / (1 - betas[1] ** t)) + eps
    return w.numpy() - lr * step / bottom, {"t": t, "m": m, "s": s}
