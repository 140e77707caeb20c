# one weight after another
def adagrad(w, grad, state, lr=0.01, eps=1e-10):
    """Return the weights after one step of Adagrad, and the state with the sum of squares."""
    total = state["total"].clone() if "total" in state else torch.zeros_like(w)
    new = w.clone()
    for i, g in enumerate(grad.reshape(-1)):
        total.view(-1)[i] += g * g
        new.view(-1)[i] -= lr * g / (total.view(-1)[i].sqrt() + eps)
    return new, {"total": total}
