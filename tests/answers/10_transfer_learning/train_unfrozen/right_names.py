# collects names first
def train_unfrozen(model):
    """Put the model into training mode, all but its frozen batch norms, and return it."""
    sleeping = []
    for name, part in model.named_modules():
        if isinstance(part, torch.nn.BatchNorm2d) and not any(
            p.requires_grad for p in part.parameters()
        ):
            sleeping.append(name)
    model.train(True)
    for name in sleeping:
        model.get_submodule(name).eval()
    return model
