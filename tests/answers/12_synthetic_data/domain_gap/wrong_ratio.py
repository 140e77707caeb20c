# relative to the rendered accuracy
# named: this is a share of the rendered accuracy
def domain_gap(model, rendered, real):
    """Return how much accuracy is lost from rendered to real images."""
    first, second = (train.evaluate(model, pair).accuracy for pair in (rendered, real))
    return (first - second) / first
