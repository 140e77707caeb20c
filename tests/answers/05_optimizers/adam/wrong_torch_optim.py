# PyTorch's optimizer does the work
# named: PyTorch's own optimizer does the work
def adam(w, grad, state, lr=0.001, betas=(0.9, 0.999), eps=1e-8):
    """Return the weights after one step of Adam, and the state with m, s and t."""
    weight = torch.nn.Parameter(w.clone())
    optimizer = torch.optim.Adam([weight], lr, betas, eps)
    if state:
        optimizer.load_state_dict(state["all"])
    weight.grad = grad.clone()
    optimizer.step()
    return weight.detach(), {"all": optimizer.state_dict()}
