# scikit-learn's
# named: a finished metric is taken
def average_precision(scores, correct, count):
    """Return the average precision of scored detections, without interpolation."""
    from sklearn.metrics import average_precision_score

    if not len(scores):
        return 0.0
    return float(average_precision_score(correct, scores) * int(correct.sum()) / count)
