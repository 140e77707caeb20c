# divides by the truth
# named: divided by the true mask only
def dice(predicted, truth):
    """Return the Dice score of each image's mask."""
    shared = (predicted & truth).sum((1, 2))
    return shared / truth.sum((1, 2))
