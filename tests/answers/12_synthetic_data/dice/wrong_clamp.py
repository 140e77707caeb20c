# divides by at least 1
# named: two empty masks agree
def dice(predicted, truth):
    """Return the Dice score of each image's mask."""
    shared = (predicted & truth).sum((1, 2))
    total = predicted.sum((1, 2)) + truth.sum((1, 2))
    return 2 * shared / total.clamp(min=1)
