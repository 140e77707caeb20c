# stretches the network's own weights
# named: the network's own weights are changed
def first_layer_filters(model):
    for part in model.modules():
        if isinstance(part, nn.Conv2d):
            weight = part.weight.detach()
            weight -= weight.amin((1, 2, 3), keepdim=True)
            weight /= weight.amax((1, 2, 3), keepdim=True)
            return weight
    raise ValueError("there is no convolution in this network")
