# the kit's evaluation
def domain_gap(model, rendered, real):
    """Return how much accuracy is lost from rendered to real images."""
    return train.evaluate(model, rendered).accuracy - train.evaluate(model, real).accuracy
