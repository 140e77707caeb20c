# weights only
# named: only weights are frozen, no biases
def freeze(model, until):
    """Freeze the parameters of model[:until], free all others, and return the model."""
    model.requires_grad_(True)
    for layer in model[:until]:
        if hasattr(layer, "weight"):
            layer.weight.requires_grad_(False)
    return model
