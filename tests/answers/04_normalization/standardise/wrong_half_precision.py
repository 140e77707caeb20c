# half precision on the way
# unnamed: only the last digits differ
def standardise(train, test):
    """Return both sets, standardised per channel with the training set's statistics."""
    mean = train.mean((0, 2, 3), keepdim=True)
    std = train.std((0, 2, 3), correction=0, keepdim=True)
    std[std == 0] = 1
    return ((train - mean) / std).half().float(), ((test - mean) / std).half().float()
