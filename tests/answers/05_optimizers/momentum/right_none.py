# asks whether there is a velocity
def momentum(w, grad, state, lr, beta=0.9):
    """Return the weights after one step with momentum, and the state with the velocity."""
    if "velocity" in state:
        velocity = beta * state["velocity"] + grad
    else:
        velocity = grad.clone()
    return w - lr * velocity, dict(velocity=velocity)
