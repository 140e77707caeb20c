# counts parameters
# named: the parameters are counted, not the layers
def freeze(model, until):
    """Freeze the parameters of model[:until], free all others, and return the model."""
    model.requires_grad_(True)
    for p in list(model.parameters())[:until]:
        p.requires_grad = False
    return model
