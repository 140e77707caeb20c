# wakes the model up at the end
# named: all layers train, frozen batch norms too
def train_unfrozen(model):
    """Put the model into training mode, all but its frozen batch norms, and return it."""
    for part in model.modules():
        if isinstance(part, nn.BatchNorm2d) and not part.weight.requires_grad:
            part.eval()
    return model.train()
