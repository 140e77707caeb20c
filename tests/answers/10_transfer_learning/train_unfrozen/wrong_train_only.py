# the colleague's way
# named: all layers train, frozen batch norms too
def train_unfrozen(model):
    """Put the model into training mode, all but its frozen batch norms, and return it."""
    return model.train()
