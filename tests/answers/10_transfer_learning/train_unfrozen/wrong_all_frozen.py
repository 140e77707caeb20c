# whatever has nothing free
# named: frozen layers of other kinds
def train_unfrozen(model):
    """Put the model into training mode, all but its frozen batch norms, and return it."""
    model.train()
    for part in model.modules():
        if not any(p.requires_grad for p in part.parameters()):
            part.eval()
    return model
