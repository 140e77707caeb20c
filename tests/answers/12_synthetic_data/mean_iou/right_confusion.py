# from the confusion matrix
def mean_iou(predicted, truth, classes):
    """Return the mean over the classes of the IoU of all images together."""
    cells = (truth * classes + predicted).flatten()
    matrix = torch.bincount(cells, minlength=classes**2).reshape(classes, classes).double()
    shared = matrix.diagonal()
    union = matrix.sum(0) + matrix.sum(1) - shared
    return (shared[union > 0] / union[union > 0]).mean().item()
