# recall steps times precision
def average_precision(scores, correct, count):
    """Return the average precision of scored detections, without interpolation."""
    import numpy as np

    right = correct.numpy()[np.argsort(-scores.numpy())]
    hits = np.cumsum(right)
    precision = hits / np.arange(1, len(right) + 1)
    steps = np.diff(hits / count, prepend=0.0)
    return float(np.sum(steps * precision))
