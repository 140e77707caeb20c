# drops all equal rows
# named: rows at distance 0 are all dropped
def retrieval_precision(features, labels, k=5):
    """Return the share of the k nearest other rows that have the label of the query."""
    distances = torch.cdist(features, features)
    distances[distances == 0] = torch.inf
    nearest = distances.topk(k, largest=False).indices
    return (labels[nearest] == labels[:, None]).float().mean().item()
