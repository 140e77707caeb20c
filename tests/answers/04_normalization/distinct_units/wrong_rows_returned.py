# returns the rows
# named: a Tensor is returned where a number
def distinct_units(weight, decimals=6):
    """Return how many rows differ after rounding."""
    return torch.unique(weight.round(decimals=decimals), dim=0)
