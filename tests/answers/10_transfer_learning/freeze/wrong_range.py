# a negative until freezes nothing
# named: a negative until counts from the end
def freeze(model, until):
    """Freeze the parameters of model[:until], free all others, and return the model."""
    model.requires_grad_(True)
    for i in range(until):
        model[i].requires_grad_(False)
    return model
