# the rate in the velocity and in the step
# named: the rate is applied twice
def momentum(w, grad, state, lr, beta=0.9):
    """Return the weights after one step with momentum, and the state with the velocity."""
    v = beta * state.get("v", 0) + lr * grad
    return w - lr * v, {"v": v}
