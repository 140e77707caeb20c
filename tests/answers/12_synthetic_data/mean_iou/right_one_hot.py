# one-hot masks
def mean_iou(predicted, truth, classes):
    """Return the mean over the classes of the IoU of all images together."""
    a = F.one_hot(predicted.flatten(), classes).bool()
    b = F.one_hot(truth.flatten(), classes).bool()
    shared, union = (a & b).sum(0), (a | b).sum(0)
    return torch.nanmean(shared.double() / union).item()
