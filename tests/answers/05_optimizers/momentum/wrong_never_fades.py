# the velocity is a plain sum
# named: never fades
def momentum(w, grad, state, lr, beta=0.9):
    """Return the weights after one step with momentum, and the state with the velocity."""
    v = state.get("v", 0) + grad
    return w - lr * v, {"v": v}
