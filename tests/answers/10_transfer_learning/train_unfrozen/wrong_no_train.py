# never calls train
# named: everything is in evaluation mode
def train_unfrozen(model):
    """Put the model into training mode, all but its frozen batch norms, and return it."""
    for part in model.modules():
        if isinstance(part, nn.BatchNorm2d) and not part.weight.requires_grad:
            part.eval()
    return model
