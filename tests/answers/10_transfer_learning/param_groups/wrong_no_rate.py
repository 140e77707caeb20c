# no rate for the backbone
# named: the backbone has no rate of its own
def param_groups(model, head_lr, backbone_lr=None):
    """Return the free parameters of backbone and head in two groups with rates of their own."""
    return [
        {"params": [p for p in model[:-1].parameters() if p.requires_grad]},
        {"params": [p for p in model[-1].parameters() if p.requires_grad], "lr": head_lr},
    ]
