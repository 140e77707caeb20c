# pairs them in their own orders
# named: a name that has not changed
def moved(before, after):
    """Return the names of the tensors that have changed."""
    return [n for (n, a), b in zip(before.items(), after.values()) if not torch.equal(a, b)]
