# ranks by comparing all pairs
def average_precision(scores, correct, count):
    """Return the average precision of scored detections, without interpolation."""
    total = 0.0
    for score in scores[correct]:
        above = scores >= score
        total += (correct & above).sum().item() / above.sum().item()
    return total / count
