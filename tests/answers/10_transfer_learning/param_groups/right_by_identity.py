# sorts all parameters by whether they are in the head
def param_groups(model, head_lr, backbone_lr=None):
    """Return the free parameters of backbone and head in two groups with rates of their own."""
    of_head = {id(p) for p in model[len(model) - 1].parameters()}
    body, head = [], []
    for p in model.parameters():
        if p.requires_grad:
            (head if id(p) in of_head else body).append(p)
    slow = backbone_lr if backbone_lr is not None else head_lr / 10
    return [{"params": body, "lr": slow}, {"params": head, "lr": head_lr}]
