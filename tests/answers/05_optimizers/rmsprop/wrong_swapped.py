# α and 1 − α swapped
# named: are swapped
def rmsprop(w, grad, state, lr=0.01, alpha=0.99, eps=1e-8):
    """Return the weights after one step of RMSprop, and the state with the mean of squares."""
    s = (1 - alpha) * state.get("s", 0) + alpha * grad**2
    return w - lr * grad / (s.sqrt() + eps), {"s": s}
