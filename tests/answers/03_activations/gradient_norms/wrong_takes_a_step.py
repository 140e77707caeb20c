# the weights are updated as in training
# unnamed: the first call is right; the second one meets other weights
def gradient_norms(model, x, y):
    sgd = torch.optim.SGD(model.parameters(), lr=0.1)
    sgd.zero_grad()
    F.cross_entropy(model(x), y).backward()
    norms = [m.weight.grad.norm().item() for m in model if isinstance(m, torch.nn.Linear)]
    sgd.step()
    return norms
