# returns the head
# unnamed: the shapes of the head alone
def replace_head(model, num_classes):
    """Put a fresh linear layer in the place of the last one, and return the model."""
    names = [name for name, part in model.named_modules() if isinstance(part, nn.Linear)]
    parent, _, own = names[-1].rpartition(".")
    old = model.get_submodule(names[-1])
    head = nn.Linear(old.in_features, num_classes)
    setattr(model.get_submodule(parent), own, head)
    return head
