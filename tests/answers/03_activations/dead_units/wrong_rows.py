# rows instead of columns
# named: rows and columns are swapped
def dead_units(model, x):
    fractions = []
    for layer in model:
        if isinstance(layer, torch.nn.ReLU):
            fractions.append((x <= 0).all(dim=1).float().mean().item())
        x = layer(x)
    return fractions
