# classes of the truth only
# named: predicted but not there
def mean_iou(predicted, truth, classes):
    """Return the mean over the classes of the IoU of all images together."""
    found = []
    for c in range(classes):
        a, b = predicted == c, truth == c
        if b.any():
            found.append((a & b).sum().item() / (a | b).sum().item())
    return sum(found) / len(found)
