# pixel accuracy
# named: this is the pixel accuracy
def dice(predicted, truth):
    """Return the Dice score of each image's mask."""
    return (predicted == truth).float().mean((1, 2))
