# walks down by hand
def train_unfrozen(model):
    """Put the model into training mode, all but its frozen batch norms, and return it."""
    model.training = True
    for child in model.children():
        train_unfrozen(child)
    if type(model) is nn.BatchNorm2d:
        model.training = bool(model.weight.requires_grad)
    return model
