# one layer too many
# named: the layer at until is frozen too
def freeze(model, until):
    """Freeze the parameters of model[:until], free all others, and return the model."""
    model.requires_grad_(True)
    for layer in list(model)[: until + 1]:
        layer.requires_grad_(False)
    return model
