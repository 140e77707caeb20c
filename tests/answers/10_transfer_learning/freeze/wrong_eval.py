# puts layers to sleep instead
# named: nothing is frozen
def freeze(model, until):
    """Freeze the parameters of model[:until], free all others, and return the model."""
    model.requires_grad_(True)
    model[:until].eval()
    return model
