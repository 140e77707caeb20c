# 0.9 whatever beta says
# named: beta is ignored
def nesterov(w, grad, state, lr, beta=0.9):
    """Return the weights after one step of Nesterov's momentum in PyTorch's form, and the state."""
    v = 0.9 * state.get("v", 0) + grad
    return w - lr * (grad + 0.9 * v), {"v": v}
