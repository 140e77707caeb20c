# steps with the velocity from before
# named: the old velocity makes the step
def momentum(w, grad, state, lr, beta=0.9):
    """Return the weights after one step with momentum, and the state with the velocity."""
    v = state.get("v", torch.zeros_like(w))
    return w - lr * v, {"v": beta * v + grad}
