# an attribute that nobody reads
# named: nothing is frozen
def freeze(model, until):
    """Freeze the parameters of model[:until], free all others, and return the model."""
    model.requires_grad_(True)
    for layer in model[:until]:
        layer.requires_grad = False
    return model
