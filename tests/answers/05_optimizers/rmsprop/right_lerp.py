# a step from the old mean towards the square
def rmsprop(w, grad, state, lr=0.01, alpha=0.99, eps=1e-8):
    """Return the weights after one step of RMSprop, and the state with the mean of squares."""
    mean = state["mean"] if "mean" in state else torch.zeros_like(w)
    mean = torch.lerp(mean, grad.square(), 1 - alpha)
    return w - lr * grad / (mean.sqrt() + eps), {"mean": mean}
