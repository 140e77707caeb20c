# the mean of squares
# named: averaged, not added up
def adagrad(w, grad, state, lr=0.01, eps=1e-10):
    """Return the weights after one step of Adagrad, and the state with the sum of squares."""
    t = state.get("t", 0) + 1
    total = state.get("total", 0) + grad**2
    return w - lr * grad / ((total / t).sqrt() + eps), {"total": total, "t": t}
