# writes into the state that it was given
# named: the argument state is changed
def momentum(w, grad, state, lr, beta=0.9):
    """Return the weights after one step with momentum, and the state with the velocity."""
    state["v"] = beta * state.get("v", 0) + grad
    return w - lr * state["v"], state
