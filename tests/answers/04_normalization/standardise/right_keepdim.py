# statistics that broadcast
def standardise(train, test):
    """Return both sets, standardised per channel with the training set's statistics."""
    mean = train.mean(dim=(0, 2, 3), keepdim=True)
    std = train.std(dim=(0, 2, 3), correction=0, keepdim=True)
    std[std == 0] = 1
    return (train - mean) / std, (test - mean) / std
