# returns the weights as they are
# named: the weights are not stretched
def first_layer_filters(model):
    for part in model.modules():
        if isinstance(part, nn.Conv2d):
            weight = part.weight.detach()
            return weight
    raise ValueError("there is no convolution in this network")
