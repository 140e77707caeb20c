# numpy
def dice(predicted, truth):
    """Return the Dice score of each image's mask."""
    import numpy as np

    p, t = predicted.numpy(), truth.numpy()
    total = p.sum((1, 2)) + t.sum((1, 2))
    shared = (p & t).sum((1, 2))
    return np.where(total > 0, 2 * shared / np.maximum(total, 1), 1).astype(np.float32)
