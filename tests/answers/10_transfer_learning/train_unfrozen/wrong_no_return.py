# no return
# named: nothing is returned
def train_unfrozen(model):
    """Put the model into training mode, all but its frozen batch norms, and return it."""
    model.train()
    for part in model.modules():
        if isinstance(part, nn.BatchNorm2d) and not part.weight.requires_grad:
            part.eval()
