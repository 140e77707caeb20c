# dead if the sum is not positive
# named: silent for one row is not dead
def dead_units(model, x):
    fractions = []
    for layer in model:
        if isinstance(layer, torch.nn.ReLU):
            fractions.append((x.sum(dim=0) <= 0).float().mean().item())
        x = layer(x)
    return fractions
