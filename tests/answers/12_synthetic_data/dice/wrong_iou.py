# IoU
# named: this is IoU
def dice(predicted, truth):
    """Return the Dice score of each image's mask."""
    shared = (predicted & truth).sum((1, 2))
    union = (predicted | truth).sum((1, 2))
    return torch.where(union > 0, shared / union, 1.0)
