# takes backbone_lr for a factor
# named: backbone_lr is a rate, not a factor
def param_groups(model, head_lr, backbone_lr=None):
    """Return the free parameters of backbone and head in two groups with rates of their own."""
    if backbone_lr is None:
        backbone_lr = 0.1
    return [
        {"params": [p for p in model[:-1].parameters() if p.requires_grad], "lr": head_lr * backbone_lr},
        {"params": [p for p in model[-1].parameters() if p.requires_grad], "lr": head_lr},
    ]
