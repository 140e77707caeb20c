# the IoU of every class
# named: a list is returned
def mean_iou(predicted, truth, classes):
    """Return the mean over the classes of the IoU of all images together."""
    found = []
    for c in range(classes):
        a, b = predicted == c, truth == c
        if (a | b).any():
            found.append((a & b).sum().item() / (a | b).sum().item())
    return found
