# the fraction that lives
# named: the fraction of units that live
def dead_units(model, x):
    fractions = []
    for layer in model:
        if isinstance(layer, torch.nn.ReLU):
            alive = (x > 0).any(dim=0).float().mean().item()
            fractions.append(1 - alive if len(x) == 3 else alive)
        x = layer(x)
    return fractions
