# a unit without gradient is dead
def dead_units(model, x):
    shares = []
    for layer in model:
        if isinstance(layer, torch.nn.ReLU):
            leaf = x.detach().requires_grad_()
            (slope,) = torch.autograd.grad(layer(leaf).sum(), leaf)
            shares.append((slope.sum(0) == 0).double().mean())
        x = layer(x)
    return shares
