# no bias
# named: the new head has no bias
def replace_head(model, num_classes):
    """Put a fresh linear layer in the place of the last one, and return the model."""
    names = [name for name, part in model.named_modules() if isinstance(part, nn.Linear)]
    parent, _, own = names[-1].rpartition(".")
    old = model.get_submodule(names[-1])
    setattr(model.get_submodule(parent), own, nn.Linear(old.in_features, num_classes, bias=False))
    return model
