# fails without detections
# named: ZeroDivisionError
def average_precision(scores, correct, count):
    """Return the average precision of scored detections, without interpolation."""
    pairs = sorted(zip(scores.tolist(), correct.tolist(), strict=True), reverse=True)
    hits = [is_right for _, is_right in pairs]
    precisions = [sum(hits[: rank + 1]) / (rank + 1) for rank in range(len(hits)) if hits[rank]]
    return sum(precisions) / len(precisions) * len(precisions) / count
