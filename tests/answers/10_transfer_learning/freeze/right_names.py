# by the names of the parameters
def freeze(model, until):
    """Freeze the parameters of model[:until], free all others, and return the model."""
    still = range(len(model))[:until]
    for name, p in model.named_parameters():
        p.requires_grad_(int(name.split(".")[0]) not in still)
    return model
