# a loop over the weights
def l1_penalty(weights, strength):
    total = weights.new_zeros(())
    for w in weights.flatten():
        total = total + (w if w >= 0 else -w)
    return strength * total


def l2_penalty(weights, strength):
    return sum(strength * w * w for w in weights.flatten())


def elastic_net_penalty(weights, l1, l2):
    return torch.stack([l1 * w.abs() + l2 * w.square() for w in weights.flatten()]).sum()
