# first the gradient, then the velocity
def nesterov(w, grad, state, lr, beta=0.9):
    """Return the weights after one step of Nesterov's momentum in PyTorch's form, and the state."""
    velocity = state["velocity"] * beta if state else torch.zeros_like(grad)
    velocity = velocity + grad
    moved = w - lr * grad
    moved = moved - lr * beta * velocity
    return moved, {"velocity": velocity}
