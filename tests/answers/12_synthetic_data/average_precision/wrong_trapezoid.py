# the area by trapezoids
# named: trapezoids
def average_precision(scores, correct, count):
    """Return the average precision of scored detections, without interpolation."""
    hits = correct[scores.argsort(descending=True)].double().cumsum(0)
    precision = torch.cat([torch.zeros(1), hits / torch.arange(1, len(hits) + 1)])
    recall = torch.cat([torch.zeros(1), hits / count])
    return torch.trapezoid(precision, recall).item()
