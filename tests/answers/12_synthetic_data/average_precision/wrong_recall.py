# recall of all
# named: this is the recall
def average_precision(scores, correct, count):
    """Return the average precision of scored detections, without interpolation."""
    return correct.sum().item() / count
