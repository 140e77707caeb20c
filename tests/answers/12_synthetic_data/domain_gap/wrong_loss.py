# a difference of losses
# unnamed: gives some other number
def domain_gap(model, rendered, real):
    """Return how much accuracy is lost from rendered to real images."""
    return train.evaluate(model, real).loss - train.evaluate(model, rendered).loss
