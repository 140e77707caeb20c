# the names that stay
# named: these are the names that stay
def moved(before, after):
    """Return the names of the tensors that have changed."""
    return [n for n in before if torch.equal(before[n], after[n])]
