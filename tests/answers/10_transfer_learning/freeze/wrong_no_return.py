# no return
# named: nothing is returned
def freeze(model, until):
    """Freeze the parameters of model[:until], free all others, and return the model."""
    model.requires_grad_(True)
    model[:until].requires_grad_(False)
