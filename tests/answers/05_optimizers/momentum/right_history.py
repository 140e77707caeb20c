# keeps all gradients and sums them anew
def momentum(w, grad, state, lr, beta=0.9):
    """Return the weights after one step with momentum, and the state with the velocity."""
    grads = state.get("grads", []) + [grad]
    v = sum(beta ** (len(grads) - 1 - i) * g for i, g in enumerate(grads))
    return w - lr * v, {"grads": grads}
