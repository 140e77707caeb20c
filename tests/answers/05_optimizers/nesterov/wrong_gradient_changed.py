# adds the velocity into the gradient in place
# named: the argument grad is changed
def nesterov(w, grad, state, lr, beta=0.9):
    """Return the weights after one step of Nesterov's momentum in PyTorch's form, and the state."""
    v = beta * state.get("v", 0) + grad
    grad += beta * v
    return w - lr * grad, {"v": v}
