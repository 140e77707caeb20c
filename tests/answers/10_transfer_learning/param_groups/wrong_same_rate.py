# the head's rate for both
# named: both have the head's rate
def param_groups(model, head_lr, backbone_lr=None):
    """Return the free parameters of backbone and head in two groups with rates of their own."""
    if backbone_lr is None:
        backbone_lr = head_lr / 10
    return [
        {"params": [p for p in model[:-1].parameters() if p.requires_grad], "lr": head_lr},
        {"params": [p for p in model[-1].parameters() if p.requires_grad], "lr": head_lr},
    ]
