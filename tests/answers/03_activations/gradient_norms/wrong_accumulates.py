# gradients of the call before are kept
# named: gradients of an earlier call are still there
def gradient_norms(model, x, y):
    F.cross_entropy(model(x), y).backward()
    return [m.weight.grad.norm().item() for m in model.modules() if isinstance(m, torch.nn.Linear)]
