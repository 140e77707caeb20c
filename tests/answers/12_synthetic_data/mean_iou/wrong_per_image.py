# a mean for each image
# named: a mean is taken for each image
def mean_iou(predicted, truth, classes):
    """Return the mean over the classes of the IoU of all images together."""
    means = []
    for p, t in zip(predicted, truth, strict=True):
        found = []
        for c in range(classes):
            a, b = p == c, t == c
            if (a | b).any():
                found.append((a & b).sum().item() / (a | b).sum().item())
        means.append(sum(found) / len(found))
    return sum(means) / len(means)
