# sorted, cumulated
def average_precision(scores, correct, count):
    """Return the average precision of scored detections, without interpolation."""
    right = correct[torch.argsort(scores, descending=True)].double()
    precision = right.cumsum(0) / torch.arange(1, len(scores) + 1)
    return float(precision[right > 0].sum()) / count
