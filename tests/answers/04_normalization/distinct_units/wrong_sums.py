# compares the sums of rows
# named: rows with the same sum
def distinct_units(weight, decimals=6):
    """Return how many rows differ after rounding."""
    return len(weight.sum(1).round(decimals=decimals).unique())
