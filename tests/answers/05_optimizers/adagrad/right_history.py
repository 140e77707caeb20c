# keeps all gradients
def adagrad(w, grad, state, lr=0.01, eps=1e-10):
    """Return the weights after one step of Adagrad, and the state with the sum of squares."""
    seen = [*state.get("seen", ()), grad]
    total = torch.stack(seen).square().sum(0)
    return w - lr * (grad / (total**0.5 + eps)), {"seen": seen}
