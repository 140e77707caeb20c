# each row against those kept
def distinct_units(weight, decimals=6):
    """Return how many rows differ after rounding."""
    kept = []
    for row in torch.round(weight, decimals=decimals):
        if not any(torch.equal(row, other) for other in kept):
            kept.append(row)
    return len(kept)
