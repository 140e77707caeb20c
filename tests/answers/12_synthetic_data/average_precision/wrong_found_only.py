# divides by the right detections
# named: missed objects are left out
def average_precision(scores, correct, count):
    """Return the average precision of scored detections, without interpolation."""
    right = correct[scores.argsort(descending=True)].double()
    precision = right.cumsum(0) / torch.arange(1, len(right) + 1)
    return (precision * right).sum().item() / max(1, right.sum().item())
