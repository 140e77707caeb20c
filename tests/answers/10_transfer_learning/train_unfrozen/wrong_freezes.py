# freezes all batch norms itself
# named: the free batch norm must train
def train_unfrozen(model):
    """Put the model into training mode, all but its frozen batch norms, and return it."""
    model.train()
    for part in model.modules():
        if isinstance(part, nn.BatchNorm2d):
            part.eval()
            part.requires_grad_(False)
    return model
