# the last layer counts too
# named: the last linear layer has no ReLU
def dead_units(model, x):
    fractions = []
    for layer in model:
        x = layer(x)
        if isinstance(layer, torch.nn.Linear):
            fractions.append((x <= 0).all(dim=0).float().mean().item())
    return fractions
