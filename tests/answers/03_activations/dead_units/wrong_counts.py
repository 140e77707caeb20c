# numbers of units
# named: numbers of units, not fractions
def dead_units(model, x):
    counts = []
    for layer in model:
        if isinstance(layer, torch.nn.ReLU):
            counts.append(int((x <= 0).all(dim=0).sum()))
        x = layer(x)
    return counts
