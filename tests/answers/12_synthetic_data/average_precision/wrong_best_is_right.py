# takes the best detection for right
# unnamed: some other number
def average_precision(scores, correct, count):
    """Return the average precision of scored detections, without interpolation."""
    right = correct[scores.argsort(descending=True)].double()
    if len(right):
        right[0] = 1
    precision = right.cumsum(0) / torch.arange(1, len(right) + 1)
    return (precision * right).sum().item() / count
