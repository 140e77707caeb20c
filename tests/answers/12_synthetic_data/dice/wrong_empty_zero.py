# empty masks disagree
# named: two empty masks agree
def dice(predicted, truth):
    """Return the Dice score of each image's mask."""
    shared = (predicted & truth).sum((1, 2))
    total = predicted.sum((1, 2)) + truth.sum((1, 2))
    return torch.where(total > 0, 2 * shared / total, 0.0)
