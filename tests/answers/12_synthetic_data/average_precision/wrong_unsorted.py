# takes the list as it is
# named: the list is not sorted by score
def average_precision(scores, correct, count):
    """Return the average precision of scored detections, without interpolation."""
    right = correct.double()
    precision = right.cumsum(0) / torch.arange(1, len(right) + 1)
    return (precision * right).sum().item() / count
