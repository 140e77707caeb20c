# mean plus a part of the difference
def rmsprop(w, grad, state, lr=0.01, alpha=0.99, eps=1e-8):
    """Return the weights after one step of RMSprop, and the state with the mean of squares."""
    old = state.get("old", torch.zeros_like(grad))
    new = old + (1 - alpha) * (grad * grad - old)
    scale = lr / (new**0.5 + eps)
    return w - scale * grad, dict(old=new)
