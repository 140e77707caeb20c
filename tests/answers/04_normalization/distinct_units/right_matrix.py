# a unit is new if none before it is equal
def distinct_units(weight, decimals=6):
    """Return how many rows differ after rounding."""
    rounded = weight.round(decimals=decimals)
    same = (rounded[:, None] == rounded[None]).all(dim=-1)
    return int((~same.tril(-1).any(dim=1)).sum())
