# numpy, sorted
def accuracy(logits, labels):
    """Return the share of right predictions."""
    if len(labels) == 0:
        raise ValueError("there are no images")
    import numpy as np

    best = np.argsort(logits.numpy(), axis=1)[:, -1]
    return float(np.mean(best == labels.numpy()))
