# goes down the last children that hold a linear layer
def replace_head(model, num_classes):
    """Put a fresh linear layer in the place of the last one, and return the model."""
    def last(part):
        own = [n for n, child in part.named_children()
               if any(isinstance(m, nn.Linear) for m in child.modules())][-1]
        child = getattr(part, own)
        return (part, own) if isinstance(child, nn.Linear) else last(child)

    parent, own = last(model)
    setattr(parent, own, nn.Linear(getattr(parent, own).in_features, num_classes))
    return model
