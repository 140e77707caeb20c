# percent
# named: percent instead of shares
def domain_gap(model, rendered, real):
    """Return how much accuracy is lost from rendered to real images."""
    return 100 * (train.evaluate(model, rendered).accuracy - train.evaluate(model, real).accuracy)
