# the textbook, with w and the look-ahead point exchanged
def nesterov(w, grad, state, lr, beta=0.9):
    """Return the weights after one step of Nesterov's momentum in PyTorch's form, and the state."""
    v = state.get("v", torch.zeros_like(w))
    behind = w + lr * beta * v  # the textbook's w, of which this w is the look-ahead
    v = beta * v + grad
    behind = behind - lr * v
    return behind - lr * beta * v, {"v": v}
