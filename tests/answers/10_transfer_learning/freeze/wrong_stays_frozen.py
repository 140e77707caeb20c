# never frees anything
# named: what was frozen before stays so
def freeze(model, until):
    """Freeze the parameters of model[:until], free all others, and return the model."""
    model[:until].requires_grad_(False)
    return model
