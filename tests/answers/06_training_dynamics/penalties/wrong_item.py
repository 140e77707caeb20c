# numbers without a graph
# named: cuts weights off from the result
def l1_penalty(weights, strength):
    """Return the strength times the sum of absolute weights."""
    return strength * torch.sum(torch.abs(weights))


def l2_penalty(weights, strength):
    """Return the strength times the sum of squared weights."""
    return torch.tensor(strength * torch.sum(weights**2).item())


def elastic_net_penalty(weights, l1, l2):
    """Return both penalties together, each with its own strength."""
    return l1_penalty(weights, l1) + l2_penalty(weights, l2)
