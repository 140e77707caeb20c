# where the total is 0
def dice(predicted, truth):
    """Return the Dice score of each image's mask."""
    shared = torch.logical_and(predicted, truth).flatten(1).sum(1)
    total = predicted.flatten(1).sum(1) + truth.flatten(1).sum(1)
    return torch.where(total == 0, torch.tensor(1.0), 2 * shared / total)
