# keeps a number in the state that nobody asked for
def sgd(w, grad, state, lr):
    """Return the weights after one step of gradient descent, and the state."""
    steps = state.get("steps", 0)
    update = grad.mul(lr)
    return w.sub(update), {"steps": steps + 1}
