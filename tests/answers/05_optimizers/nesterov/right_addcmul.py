# torch methods only
def nesterov(w, grad, state, lr, beta=0.9):
    """Return the weights after one step of Nesterov's momentum in PyTorch's form, and the state."""
    v = state.get("v", torch.zeros_like(w)).mul(beta).add(grad)
    return w.sub(grad.add(v, alpha=beta), alpha=lr), {"v": v}
