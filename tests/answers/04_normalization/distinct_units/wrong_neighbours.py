# drops repeated neighbours only
# named: these are all rows
def distinct_units(weight, decimals=6):
    """Return how many rows differ after rounding."""
    return len(torch.unique_consecutive(weight.round(decimals=decimals), dim=0))
