# by name
def param_groups(model, head_lr, backbone_lr=None):
    """Return the free parameters of backbone and head in two groups with rates of their own."""
    last = f"{len(model) - 1}."
    named = [(n, p) for n, p in model.named_parameters() if p.requires_grad]
    body = {"lr": head_lr / 10, "params": [p for n, p in named if not n.startswith(last)]}
    if backbone_lr is not None:
        body["lr"] = backbone_lr
    return [body, {"lr": head_lr, "params": [p for n, p in named if n.startswith(last)]}]
