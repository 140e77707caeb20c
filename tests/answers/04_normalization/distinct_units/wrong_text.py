# rows as text, where −0.0 is another
# named: −0.0 and 0.0 are the same number
def distinct_units(weight, decimals=6):
    """Return how many rows differ after rounding."""
    rows = weight.round(decimals=decimals).tolist()
    return len({str(row) for row in rows})
