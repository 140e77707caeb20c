# Dice of the classes
# named: this is Dice
def mean_iou(predicted, truth, classes):
    """Return the mean over the classes of the IoU of all images together."""
    found = []
    for c in range(classes):
        a, b = predicted == c, truth == c
        if (a | b).any():
            found.append(2 * (a & b).sum().item() / (a.sum() + b.sum()).item())
    return sum(found) / len(found)
