# in the order of the backward pass
# named: the order is from the last layer to the first
def gradient_norms(model, x, y):
    model.zero_grad()
    F.cross_entropy(model(x), y).backward()
    layers = [m for m in model.modules() if isinstance(m, torch.nn.Linear)]
    return [m.weight.grad.norm().item() for m in reversed(layers)]
