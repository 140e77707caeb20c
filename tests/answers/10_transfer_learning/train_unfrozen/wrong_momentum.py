# stops the statistics but stays in training mode
# named: all layers train, frozen batch norms too
def train_unfrozen(model):
    """Put the model into training mode, all but its frozen batch norms, and return it."""
    model.train()
    for part in model.modules():
        if isinstance(part, nn.BatchNorm2d) and not part.weight.requires_grad:
            part.momentum = 0.0
    return model
