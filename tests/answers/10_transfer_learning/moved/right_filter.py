# filter, numpy
def moved(before, after):
    """Return the names of the tensors that have changed."""
    import numpy as np

    return list(filter(lambda n: not np.array_equal(before[n].numpy(), after[n].numpy()), before))
