# the sum of squares
# named: the norm is squared
def gradient_norms(model, x, y):
    model.zero_grad()
    F.cross_entropy(model(x), y).backward()
    layers = [m for m in model.modules() if isinstance(m, torch.nn.Linear)]
    return [(m.weight.grad**2).sum().item() for m in layers]
