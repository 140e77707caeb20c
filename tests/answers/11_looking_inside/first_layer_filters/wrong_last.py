# takes the last convolution
# named: this is the last convolution
def first_layer_filters(model):
    weight = None
    for part in model.modules():
        if isinstance(part, nn.Conv2d):
            weight = part.weight.detach()
    if weight is None:
        raise ValueError("no convolution")
    low, high = weight.amin((1, 2, 3), keepdim=True), weight.amax((1, 2, 3), keepdim=True)
    return (weight - low) / (high - low)
