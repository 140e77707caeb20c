# a row at a time, itself masked out
def retrieval_precision(features, labels, k=5):
    """Return the share of the k nearest other rows that have the label of the query."""
    total = 0.0
    for i, (row, label) in enumerate(zip(features, labels)):
        distance = (features - row).norm(dim=1)
        keep = torch.arange(len(features)) != i
        order = distance[keep].argsort()[:k]
        total += (labels[keep][order] == label).double().mean().item()
    return total / len(features)
