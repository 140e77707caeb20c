# the rank of the matrix
# named: this is the rank
def distinct_units(weight, decimals=6):
    """Return how many rows differ after rounding."""
    return int(torch.linalg.matrix_rank(weight.round(decimals=decimals)))
