# one score for the batch
# named: all images are one
def dice(predicted, truth):
    """Return the Dice score of each image's mask."""
    shared = (predicted & truth).sum()
    return 2 * shared / (predicted.sum() + truth.sum())
