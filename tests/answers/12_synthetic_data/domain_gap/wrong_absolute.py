# never negative
# named: keep its sign
def domain_gap(model, rendered, real):
    """Return how much accuracy is lost from rendered to real images."""
    return abs(train.evaluate(model, rendered).accuracy - train.evaluate(model, real).accuracy)
