# exact equality
# named: rounding is forgotten
def distinct_units(weight, decimals=6):
    """Return how many rows differ after rounding."""
    return len(torch.unique(weight, dim=0))
