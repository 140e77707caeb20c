# the velocity is scaled again in the step
# named: momentum is scaled twice
def momentum(w, grad, state, lr, beta=0.9):
    """Return the weights after one step with momentum, and the state with the velocity."""
    v = beta * state.get("v", 0) + grad
    return w - lr * beta * v, {"v": v}
