# from one output pixel back to the input
def receptive_field(layers):
    """Return how many input pixels across one output pixel sees."""
    seen = 1
    for k, s, d in reversed(layers):
        seen = (seen - 1) * s + d * (k - 1) + 1
    return seen
