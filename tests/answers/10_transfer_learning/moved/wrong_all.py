# every number must differ
# named: all numbers must differ
def moved(before, after):
    """Return the names of the tensors that have changed."""
    return [n for n in before if (before[n] != after[n]).all()]
