# another measure of size
# named: this is the mean of the absolute values
def gradient_norms(model, x, y):
    model.zero_grad()
    F.cross_entropy(model(x), y).backward()
    layers = [m for m in model.modules() if isinstance(m, torch.nn.Linear)]
    return [m.weight.grad.abs().mean().item() for m in layers]
