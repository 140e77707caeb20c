# the new square in full
# named: not scaled by 1 − α
def rmsprop(w, grad, state, lr=0.01, alpha=0.99, eps=1e-8):
    """Return the weights after one step of RMSprop, and the state with the mean of squares."""
    s = alpha * state.get("s", 0) + grad**2
    return w - lr * grad / (s.sqrt() + eps), {"s": s}
