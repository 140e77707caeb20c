# nothing has a gradient yet
# named: your code raised AttributeError
def gradient_norms(model, x, y):
    model.zero_grad()
    loss = F.cross_entropy(model(x), y)
    return [m.weight.grad.norm().item() for m in model.modules() if isinstance(m, torch.nn.Linear)]
