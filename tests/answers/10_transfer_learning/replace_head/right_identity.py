# looks for the layer itself in all parts
def replace_head(model, num_classes):
    """Put a fresh linear layer in the place of the last one, and return the model."""
    old = [m for m in model.modules() if type(m) is nn.Linear].pop()
    for part in model.modules():
        for key, child in part._modules.items():
            if child is old:
                part._modules[key] = nn.Linear(old.weight.shape[1], num_classes)
    return model
