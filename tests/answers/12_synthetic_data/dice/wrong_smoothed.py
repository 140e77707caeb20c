# adds a small number above and below
# unnamed: nearly right
def dice(predicted, truth):
    """Return the Dice score of each image's mask."""
    shared = (predicted & truth).sum((1, 2))
    total = predicted.sum((1, 2)) + truth.sum((1, 2))
    return (2 * shared + 1e-2) / (total + 1e-2)
