# counts numbers
# named: numbers are counted, not rows
def distinct_units(weight, decimals=6):
    """Return how many rows differ after rounding."""
    return len(weight.round(decimals=decimals).unique())
