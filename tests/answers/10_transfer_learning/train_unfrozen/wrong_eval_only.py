# everything sleeps
# named: everything is in evaluation mode
def train_unfrozen(model):
    """Put the model into training mode, all but its frozen batch norms, and return it."""
    return model.eval()
