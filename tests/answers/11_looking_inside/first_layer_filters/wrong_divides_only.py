# divides by the largest weight
# named: the smallest weight does not become 0
def first_layer_filters(model):
    for part in model.modules():
        if isinstance(part, nn.Conv2d):
            weight = part.weight.detach()
            return weight / weight.amax((1, 2, 3), keepdim=True)
    raise ValueError("there is no convolution in this network")
