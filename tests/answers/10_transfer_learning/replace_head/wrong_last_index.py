# works for Sequential only
# named: your code raised TypeError
def replace_head(model, num_classes):
    """Put a fresh linear layer in the place of the last one, and return the model."""
    model[-1] = nn.Linear(model[-1].in_features, num_classes)
    return model
