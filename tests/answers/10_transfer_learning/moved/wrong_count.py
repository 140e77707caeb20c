# counts
# unnamed: a number where a list of names is expected, for each call another
def moved(before, after):
    """Return the names of the tensors that have changed."""
    return sum(not torch.equal(before[n], after[n]) for n in before)
