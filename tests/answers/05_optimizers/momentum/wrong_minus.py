# old velocity with a minus
# named: the signs of old velocity
def momentum(w, grad, state, lr, beta=0.9):
    """Return the weights after one step with momentum, and the state with the velocity."""
    v = grad - beta * state.get("v", 0)
    return w - lr * v, {"v": v}
