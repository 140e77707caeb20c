# monotone precision, as Pascal VOC
# named: made monotone first
def average_precision(scores, correct, count):
    """Return the average precision of scored detections, without interpolation."""
    right = correct[scores.argsort(descending=True)].double()
    precision = right.cumsum(0) / torch.arange(1, len(right) + 1)
    if len(right):
        precision = precision.flip(0).cummax(0).values.flip(0)
    return (precision * right).sum().item() / count
