# the largest input of each unit
def dead_units(model, x):
    fractions = []
    for layer in model.children():
        if type(layer) is torch.nn.ReLU:
            largest = x.max(dim=0).values
            fractions.append(1 - (largest > 0).sum().item() / len(largest))
        x = layer(x)
    return fractions
