# the norm, with its root
# named: there is no root
def l1_penalty(weights, strength):
    """Return the strength times the sum of absolute weights."""
    return strength * torch.sum(torch.abs(weights))


def l2_penalty(weights, strength):
    """Return the strength times the sum of squared weights."""
    return strength * weights.norm()


def elastic_net_penalty(weights, l1, l2):
    """Return both penalties together, each with its own strength."""
    return l1_penalty(weights, l1) + l2_penalty(weights, l2)
