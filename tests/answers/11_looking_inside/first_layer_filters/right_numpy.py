# in numpy
def first_layer_filters(model):
    for layer in model.modules():
        if isinstance(layer, torch.nn.modules.conv.Conv2d):
            break
    else:
        raise ValueError("nothing to show")
    w = layer.weight.detach().numpy()
    low, high = w.min((1, 2, 3), keepdims=True), w.max((1, 2, 3), keepdims=True)
    return (w - low) / (high - low)
