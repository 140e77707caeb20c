# the wrong dimension
# named: columns are counted
def distinct_units(weight, decimals=6):
    """Return how many rows differ after rounding."""
    return len(torch.unique(weight.round(decimals=decimals), dim=1)[0])
