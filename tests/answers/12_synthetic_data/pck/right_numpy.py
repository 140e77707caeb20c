# numpy
def pck(predicted, truth, visible, size, alpha=0.2):
    """Return the share of visible keypoints that are near enough to the truth."""
    if not visible.any():
        raise ValueError("no keypoint is visible")
    import numpy as np

    p, t, v, s = (x.numpy() for x in (predicted, truth, visible, size))
    distance = np.sqrt(((p - t) ** 2).sum(-1))
    return float(np.mean((distance / s[:, None] <= alpha)[v]))
