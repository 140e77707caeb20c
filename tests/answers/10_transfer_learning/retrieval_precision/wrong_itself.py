# forgets that each row is its own neighbour
# named: each row finds itself
def retrieval_precision(features, labels, k=5):
    """Return the share of the k nearest other rows that have the label of the query."""
    distances = torch.cdist(features, features)
    nearest = distances.topk(k, largest=False).indices
    return (labels[nearest] == labels[:, None]).float().mean().item()
