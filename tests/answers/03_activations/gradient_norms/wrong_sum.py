# the loss of all rows together
# named: the loss is summed over the rows
def gradient_norms(model, x, y):
    model.zero_grad()
    F.cross_entropy(model(x), y, reduction="sum").backward()
    return [m.weight.grad.norm().item() for m in model.modules() if isinstance(m, torch.nn.Linear)]
