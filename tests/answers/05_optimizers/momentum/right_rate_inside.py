# the rate in the velocity, and only there
def momentum(w, grad, state, lr, beta=0.9):
    """Return the weights after one step with momentum, and the state with the velocity."""
    step = beta * state.get("step", torch.zeros_like(w)) + lr * grad
    return w - step, {"step": step}
