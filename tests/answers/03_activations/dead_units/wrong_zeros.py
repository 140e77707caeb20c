# the share of zeros
# named: shares of rows and units together
def dead_units(model, x):
    fractions = []
    for layer in model:
        x = layer(x)
        if isinstance(layer, torch.nn.ReLU):
            fractions.append((x == 0).float().mean().item())
    return fractions
