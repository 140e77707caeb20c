# layer by layer, negative numbers counted from the end
def freeze(model, until):
    """Freeze the parameters of model[:until], free all others, and return the model."""
    last = until if until >= 0 else len(model) + until
    for i, layer in enumerate(model):
        for p in layer.parameters():
            p.requires_grad = i >= last
    return model
