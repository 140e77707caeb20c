# a set
# named: an object of type set
def moved(before, after):
    """Return the names of the tensors that have changed."""
    return {n for n in before if not torch.equal(before[n], after[n])}
