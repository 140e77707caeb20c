# removes the diagonal
def retrieval_precision(features, labels, k=5):
    """Return the share of the k nearest other rows that have the label of the query."""
    n = len(features)
    d = (features[:, None] - features).pow(2).sum(2).sqrt()
    off = ~torch.eye(n, dtype=torch.bool)
    d = d[off].reshape(n, n - 1)
    same = (labels[:, None] == labels)[off].reshape(n, n - 1)
    return same.gather(1, d.topk(k, largest=False).indices).double().mean().item()
