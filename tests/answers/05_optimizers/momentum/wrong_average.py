# a fading mean of gradients
# named: scaled by 1 − β
def momentum(w, grad, state, lr, beta=0.9):
    """Return the weights after one step with momentum, and the state with the velocity."""
    v = beta * state.get("v", 0) + (1 - beta) * grad
    return w - lr * v, {"v": v}
