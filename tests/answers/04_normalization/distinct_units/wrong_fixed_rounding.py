# always six decimals
# named: decimals is ignored
def distinct_units(weight, decimals=6):
    """Return how many rows differ after rounding."""
    return len(torch.unique(weight.round(decimals=6), dim=0))
