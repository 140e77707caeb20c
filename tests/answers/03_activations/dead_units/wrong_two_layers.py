# exactly two hidden layers
# unnamed: a list of two is cut to one where there is one, so the visible check passes
def dead_units(model, x):
    fractions = [(model[0](x) <= 0).all(0).float().mean().item()]
    if len(model) > 3:
        fractions.append((model[:3](x) <= 0).all(0).float().mean().item())
    return fractions
