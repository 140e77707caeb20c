# one smallest and one largest weight for all kernels
# named: all kernels are stretched together
def first_layer_filters(model):
    for part in model.modules():
        if isinstance(part, nn.Conv2d):
            weight = part.weight.detach()
            return (weight - weight.min()) / (weight.max() - weight.min())
    raise ValueError("there is no convolution in this network")
