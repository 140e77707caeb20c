# the sum without the present gradient
# named: not in the sum yet
def adagrad(w, grad, state, lr=0.01, eps=1e-10):
    """Return the weights after one step of Adagrad, and the state with the sum of squares."""
    total = state.get("total", torch.zeros_like(w))
    return w - lr * grad / (total.sqrt() + eps), {"total": total + grad**2}
