# adds into the sum in the state
# named: the argument state is changed
def adagrad(w, grad, state, lr=0.01, eps=1e-10):
    """Return the weights after one step of Adagrad, and the state with the sum of squares."""
    if "total" not in state:
        state = {"total": torch.zeros_like(w)}
    state["total"] += grad**2
    return w - lr * grad / (state["total"].sqrt() + eps), state
