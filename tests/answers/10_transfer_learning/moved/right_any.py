# any number differs
def moved(before, after):
    """Return the names of the tensors that have changed."""
    return [k for k, v in before.items() if bool((v != after[k]).any())]
