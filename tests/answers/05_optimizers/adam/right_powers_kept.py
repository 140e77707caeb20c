# keeps the powers of the betas in the state
def adam(w, grad, state, lr=0.001, betas=(0.9, 0.999), eps=1e-8):
    """Return the weights after one step of Adam, and the state with m, s and t."""
    b1, b2 = betas
    p1, p2 = state.get("p1", 1.0) * b1, state.get("p2", 1.0) * b2
    m = b1 * state.get("m", 0) + (1 - b1) * grad
    v = b2 * state.get("v", 0) + (1 - b2) * grad.pow(2)
    update = (m / (1 - p1)) / (torch.sqrt(v / (1 - p2)) + eps)
    return w - lr * update, dict(p1=p1, p2=p2, m=m, v=v)
