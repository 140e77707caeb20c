# only the mean is subtracted
# named: the standard deviation is ignored
def standardise(train, test):
    """Return both sets, standardised per channel with the training set's statistics."""
    mean = train.mean((0, 2, 3), keepdim=True)
    return train - mean, test - mean
