# Adam's bias correction
# named: that is Adam's
def rmsprop(w, grad, state, lr=0.01, alpha=0.99, eps=1e-8):
    """Return the weights after one step of RMSprop, and the state with the mean of squares."""
    t = state.get("t", 0) + 1
    s = alpha * state.get("s", 0) + (1 - alpha) * grad**2
    return w - lr * grad / ((s / (1 - alpha**t)).sqrt() + eps), {"s": s, "t": t}
