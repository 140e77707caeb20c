# image by image
def dice(predicted, truth):
    """Return the Dice score of each image's mask."""
    scores = torch.ones(len(predicted))
    for i in range(len(predicted)):
        total = int(predicted[i].sum()) + int(truth[i].sum())
        if total:
            scores[i] = 2 * int((predicted[i] & truth[i]).sum()) / total
    return scores
