# the example's result
# named: the example is hard-coded
def receptive_field(layers):
    """Return how many input pixels across one output pixel sees."""
    return 7 if layers else 1
