# filter and a conditional
def param_groups(model, head_lr, backbone_lr=None):
    """Return the free parameters of backbone and head in two groups with rates of their own."""
    free = lambda part: list(filter(lambda p: p.requires_grad, part.parameters()))
    rate = head_lr * 0.1 if backbone_lr is None else backbone_lr
    return [dict(params=free(model[:-1]), lr=rate), dict(params=free(model[-1]), lr=head_lr)]
