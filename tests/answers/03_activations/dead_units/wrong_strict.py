# exactly 0 counts as alive
# named: an input of exactly 0 is not positive
def dead_units(model, x):
    fractions = []
    for layer in model:
        if isinstance(layer, torch.nn.ReLU):
            fractions.append((x < 0).all(dim=0).float().mean().item())
        x = layer(x)
    return fractions
