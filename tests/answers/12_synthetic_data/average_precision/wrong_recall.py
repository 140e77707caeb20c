# recall of all
# unnamed: equals the AP of an unsorted list in the first check
def average_precision(scores, correct, count):
    """Return the average precision of scored detections, without interpolation."""
    return correct.sum().item() / count
