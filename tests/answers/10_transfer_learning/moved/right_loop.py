# a loop and the largest difference
def moved(before, after):
    """Return the names of the tensors that have changed."""
    names = []
    for name, old in before.items():
        if (old.double() - after[name].double()).abs().max() > 0:
            names.append(name)
    return names
