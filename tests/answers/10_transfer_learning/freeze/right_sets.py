# by identity
def freeze(model, until):
    """Freeze the parameters of model[:until], free all others, and return the model."""
    frozen = {id(p) for p in model[:until].parameters()}
    for p in model.parameters():
        p.requires_grad = id(p) not in frozen
    return model
