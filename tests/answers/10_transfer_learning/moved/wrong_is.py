# compares by identity
# named: a name that has not changed
def moved(before, after):
    """Return the names of the tensors that have changed."""
    return [n for n in before if before[n] is not after[n]]
