# numpy, squared distances by broadcasting
def retrieval_precision(features, labels, k=5):
    """Return the share of the k nearest other rows that have the label of the query."""
    import numpy as np

    x, y = np.asarray(features, dtype=float), np.asarray(labels)
    d = ((x[:, None] - x[None]) ** 2).sum(-1)
    d[np.eye(len(x), dtype=bool)] = np.inf
    nearest = d.argsort(1, kind="stable")[:, :k]
    return float((y[nearest] == y[:, None]).mean())
