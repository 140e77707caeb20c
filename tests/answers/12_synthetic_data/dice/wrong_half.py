# the 2 is missing
# named: the 2 is missing
def dice(predicted, truth):
    """Return the Dice score of each image's mask."""
    shared = (predicted & truth).sum((1, 2))
    total = predicted.sum((1, 2)) + truth.sum((1, 2))
    return torch.where(total > 0, shared / total, 1.0)
