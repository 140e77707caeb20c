# walks down the list
def average_precision(scores, correct, count):
    """Return the average precision of scored detections, without interpolation."""
    pairs = sorted(zip(scores.tolist(), correct.tolist(), strict=True), reverse=True)
    total, hits = 0.0, 0
    for rank, (_, is_right) in enumerate(pairs, start=1):
        if is_right:
            hits += 1
            total += hits / rank
    return total / count
