# norms and a dot product
def l1_penalty(weights, strength):
    return strength * weights.norm(p=1)


def l2_penalty(weights, strength):
    flat = weights.flatten()
    return strength * (flat @ flat)


def elastic_net_penalty(weights, l1, l2):
    flat = weights.reshape(-1)
    return l1 * flat.norm(1) + l2 * torch.dot(flat, flat)
