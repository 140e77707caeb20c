# compares sums
# named: tensors with the same sum
def moved(before, after):
    """Return the names of the tensors that have changed."""
    return [n for n in before if before[n].sum() != after[n].sum()]
