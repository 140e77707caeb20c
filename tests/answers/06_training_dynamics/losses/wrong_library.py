# PyTorch's own cross-entropy
# named: PyTorch's own log_softmax
def cross_entropy(logits, labels):
    """Return the mean cross-entropy of logits (N, C) with labels (N,)."""
    return F.cross_entropy(logits, labels)


def hinge_loss(logits, labels, margin=1.0):
    """Return the mean multiclass hinge loss of logits (N, C) with labels (N,)."""
    true = logits.gather(1, labels[:, None])
    terms = torch.relu(logits - true + margin)
    terms = terms.scatter(1, labels[:, None], 0.0)
    return terms.sum(dim=1).mean()
