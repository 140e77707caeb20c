# divides by all detections
# named: divided by the number of detections
def average_precision(scores, correct, count):
    """Return the average precision of scored detections, without interpolation."""
    if not len(scores):
        return 0.0
    right = correct[scores.argsort(descending=True)].double()
    precision = right.cumsum(0) / torch.arange(1, len(right) + 1)
    return (precision * right).sum().item() / len(right)
