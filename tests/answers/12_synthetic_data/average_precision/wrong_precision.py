# precision of all
# named: this is the precision of the whole list
def average_precision(scores, correct, count):
    """Return the average precision of scored detections, without interpolation."""
    return correct.double().mean().item()
