# absent classes count 0
# named: left out, not 0
def mean_iou(predicted, truth, classes):
    """Return the mean over the classes of the IoU of all images together."""
    total = 0.0
    for c in range(classes):
        a, b = predicted == c, truth == c
        total += (a & b).sum().item() / max(1, (a | b).sum().item())
    return total / classes
