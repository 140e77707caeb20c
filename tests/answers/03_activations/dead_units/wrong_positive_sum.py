# dead if the sum is not positive
# unnamed: in the visible check the sums happen to have the right signs
def dead_units(model, x):
    fractions = []
    for layer in model:
        if isinstance(layer, torch.nn.ReLU):
            fractions.append((x.sum(dim=0) < -1.5).float().mean().item())
        x = layer(x)
    return fractions
