# dot products
# named: this is the dot product
def retrieval_precision(features, labels, k=5):
    """Return the share of the k nearest other rows that have the label of the query."""
    distances = -(features @ features.T)
    distances.fill_diagonal_(torch.inf)
    nearest = distances.topk(k, largest=False).indices
    return (labels[nearest] == labels[:, None]).float().mean().item()
