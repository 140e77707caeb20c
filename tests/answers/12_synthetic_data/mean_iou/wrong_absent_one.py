# absent classes count 1
# named: left out, not 1
def mean_iou(predicted, truth, classes):
    """Return the mean over the classes of the IoU of all images together."""
    total = 0.0
    for c in range(classes):
        a, b = predicted == c, truth == c
        union = (a | b).sum().item()
        total += (a & b).sum().item() / union if union else 1.0
    return total / classes
