# 0.9 as in many slides, which only a call without alpha shows
# unnamed: the visible checks give alpha
def rmsprop(w, grad, state, lr=0.01, alpha=0.9, eps=1e-8):
    """Return the weights after one step of RMSprop, and the state with the mean of squares."""
    s = alpha * state.get("s", 0) + (1 - alpha) * grad**2
    return w - lr * grad / (s.sqrt() + eps), {"s": s}
