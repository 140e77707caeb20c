# 0 / 0
# named: 0 / 0 is nan
def dice(predicted, truth):
    """Return the Dice score of each image's mask."""
    shared = (predicted & truth).sum((1, 2))
    total = predicted.sum((1, 2)) + truth.sum((1, 2))
    return 2 * shared / total
