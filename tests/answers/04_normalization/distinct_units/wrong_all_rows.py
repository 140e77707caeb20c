# counts all units
# named: these are all rows
def distinct_units(weight, decimals=6):
    """Return how many rows differ after rounding."""
    return len(weight)
