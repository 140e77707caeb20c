# prints
# named: nothing is returned
def moved(before, after):
    """Return the names of the tensors that have changed."""
    print([n for n in before if not torch.equal(before[n], after[n])])
