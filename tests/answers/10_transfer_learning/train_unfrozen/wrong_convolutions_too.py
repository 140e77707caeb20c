# whatever has a frozen weight
# named: frozen convolutions are put to sleep too
def train_unfrozen(model):
    """Put the model into training mode, all but its frozen batch norms, and return it."""
    model.train()
    for part in model.modules():
        if hasattr(part, "weight") and not part.weight.requires_grad:
            part.eval()
    return model
