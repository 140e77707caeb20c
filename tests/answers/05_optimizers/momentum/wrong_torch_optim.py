# PyTorch's optimizer, kept in the state
# named: PyTorch's own optimizer does the work
def momentum(w, grad, state, lr, beta=0.9):
    """Return the weights after one step with momentum, and the state with the velocity."""
    weight = torch.nn.Parameter(w.clone())
    optimizer = torch.optim.SGD([weight], lr=lr, momentum=beta)
    if "buffer" in state:
        optimizer.state[weight]["momentum_buffer"] = state["buffer"].clone()
    weight.grad = grad.clone()
    optimizer.step()
    return weight.detach(), {"buffer": optimizer.state[weight]["momentum_buffer"]}
