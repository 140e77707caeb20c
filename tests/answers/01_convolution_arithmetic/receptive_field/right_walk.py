# seen and distance, from the input to the output
def receptive_field(layers):
    """Return how many input pixels across one output pixel sees."""
    rf, jump = 1, 1
    for k, s, d in layers:
        rf = rf + (k - 1) * d * jump
        jump = jump * s
    return rf
