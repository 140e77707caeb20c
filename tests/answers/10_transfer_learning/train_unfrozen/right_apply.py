# with apply
def train_unfrozen(model):
    """Put the model into training mode, all but its frozen batch norms, and return it."""
    def rest(part):
        if isinstance(part, nn.BatchNorm2d):
            part.train(part.weight.requires_grad)

    return model.train().apply(rest)
