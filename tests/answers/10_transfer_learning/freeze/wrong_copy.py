# a copy
# named: this is a copy
def freeze(model, until):
    """Freeze the parameters of model[:until], free all others, and return the model."""
    import copy

    model = copy.deepcopy(model)
    model.requires_grad_(True)
    model[:until].requires_grad_(False)
    return model
