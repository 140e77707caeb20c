# the first and the last layer only
# named: a layer is left out
def gradient_norms(model, x, y):
    model.zero_grad()
    F.cross_entropy(model(x), y).backward()
    return [model[0].weight.grad.norm().item(), model[-1].weight.grad.norm().item()]
