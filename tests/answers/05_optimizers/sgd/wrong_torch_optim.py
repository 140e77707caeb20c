# PyTorch's optimizer does the work
# named: PyTorch's own optimizer does the work
def sgd(w, grad, state, lr):
    """Return the weights after one step of gradient descent, and the state."""
    weight = torch.nn.Parameter(w.clone())
    weight.grad = grad.clone()
    torch.optim.SGD([weight], lr=lr).step()
    return weight.detach(), state
