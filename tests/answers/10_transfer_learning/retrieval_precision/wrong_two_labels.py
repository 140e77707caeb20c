# knows the labels 0 and 1 only
# unnamed: an odd slip, which gives another value for each set of labels
def retrieval_precision(features, labels, k=5):
    """Return the share of the k nearest other rows that have the label of the query."""
    distances = torch.cdist(features, features)
    distances.fill_diagonal_(torch.inf)
    nearest = distances.topk(k, largest=False).indices
    return ((labels[nearest] > 0) == (labels[:, None] > 0)).float().mean().item()
