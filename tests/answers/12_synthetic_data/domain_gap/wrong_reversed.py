# real minus rendered
# named: real minus rendered
def domain_gap(model, rendered, real):
    """Return how much accuracy is lost from rendered to real images."""
    return train.evaluate(model, real).accuracy - train.evaluate(model, rendered).accuracy
