# g + βv written as (1 + β)g + β²v
def nesterov(w, grad, state, lr, beta=0.9):
    """Return the weights after one step of Nesterov's momentum in PyTorch's form, and the state."""
    old = state.get("v", torch.zeros_like(w))
    return w - lr * ((1 + beta) * grad + beta**2 * old), {"v": beta * old + grad}
