# plain loops and sorting
def retrieval_precision(features, labels, k=5):
    """Return the share of the k nearest other rows that have the label of the query."""
    hits = 0
    for i in range(len(features)):
        others = [j for j in range(len(features)) if j != i]
        others.sort(key=lambda j: ((features[i] - features[j]) ** 2).sum().item())
        hits += sum(labels[j].item() == labels[i].item() for j in others[:k])
    return hits / (k * len(features))
