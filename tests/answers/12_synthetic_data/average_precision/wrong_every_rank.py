# counts the precision at every rank
# named: the precision counts at every rank
def average_precision(scores, correct, count):
    """Return the average precision of scored detections, without interpolation."""
    right = correct[scores.argsort(descending=True)].double()
    precision = right.cumsum(0) / torch.arange(1, len(right) + 1)
    return precision.sum().item() / count
