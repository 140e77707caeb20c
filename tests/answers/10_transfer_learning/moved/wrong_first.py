# returns in the loop
# named: only the first name is returned
def moved(before, after):
    """Return the names of the tensors that have changed."""
    for n in before:
        if not torch.equal(before[n], after[n]):
            return [n]
    return []
