# counts the classes itself
# unnamed: loses the last class
def mean_iou(predicted, truth, classes):
    """Return the mean over the classes of the IoU of all images together."""
    found = []
    for c in range(int(truth.max())):
        a, b = predicted == c, truth == c
        if (a | b).any():
            found.append((a & b).sum().item() / (a | b).sum().item())
    return sum(found) / len(found)
