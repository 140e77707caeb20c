# freezes what comes after
# named: the first layers are free and the others frozen
def freeze(model, until):
    """Freeze the parameters of model[:until], free all others, and return the model."""
    model.requires_grad_(True)
    model[until:].requires_grad_(False)
    return model
