# torch's own set_submodule
def replace_head(model, num_classes):
    """Put a fresh linear layer in the place of the last one, and return the model."""
    for name, part in model.named_modules():
        if isinstance(part, torch.nn.Linear):
            head = name, part.in_features
    model.set_submodule(head[0], torch.nn.Linear(head[1], num_classes))
    return model
