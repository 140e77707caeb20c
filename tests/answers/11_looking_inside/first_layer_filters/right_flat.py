# flattened kernels, a default for next
def first_layer_filters(net):
    conv = next((m for m in net.modules() if type(m) is nn.Conv2d), None)
    if conv is None:
        raise ValueError(f"{net} has no Conv2d")
    w = conv.weight.detach().clone()
    flat = w.flatten(1)
    flat = flat - flat.min(dim=1, keepdim=True).values
    return (flat / flat.max(dim=1, keepdim=True).values).view_as(w)
