# true and false positives
def dice(predicted, truth):
    """Return the Dice score of each image's mask."""
    shared = (predicted & truth).sum((1, 2)).float()
    wrong = (predicted ^ truth).sum((1, 2)).float()
    return torch.nan_to_num(2 * shared / (2 * shared + wrong), nan=1.0)
