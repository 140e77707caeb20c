# the margin is always 1
# named: the margin is always 1
def cross_entropy(logits, labels):
    """Return the mean cross-entropy of logits (N, C) with labels (N,)."""
    shifted = logits - logits.max(dim=1, keepdim=True).values
    log_sum = shifted.exp().sum(dim=1).log()
    true = shifted[torch.arange(len(labels)), labels]
    return (log_sum - true).mean()


def hinge_loss(logits, labels, margin=1.0):
    """Return the mean multiclass hinge loss of logits (N, C) with labels (N,)."""
    true = logits.gather(1, labels[:, None])
    terms = torch.relu(logits - true + 1)
    terms = terms.scatter(1, labels[:, None], 0.0)
    return terms.sum(dim=1).mean()
