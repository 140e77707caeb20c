# the order within a row is lost
# unnamed: passes the visible check, where no two rows hold the same numbers in another order
def distinct_units(weight, decimals=6):
    """Return how many rows differ after rounding."""
    return len(torch.unique(weight.round(decimals=decimals).sort(dim=1).values, dim=0))
