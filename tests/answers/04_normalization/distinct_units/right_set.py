# a set of tuples
def distinct_units(weight, decimals=6):
    """Return how many rows differ after rounding."""
    return len({tuple(row) for row in weight.round(decimals=decimals).tolist()})
