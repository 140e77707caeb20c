# leaves out numbers without dimensions
# named: numbers without dimensions count too
def moved(before, after):
    """Return the names of the tensors that have changed."""
    return [n for n in before if before[n].ndim and not torch.equal(before[n], after[n])]
