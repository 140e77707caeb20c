# works in the arguments
# named: the argument train is changed
def standardise(train, test):
    """Return both sets, standardised per channel with the training set's statistics."""
    mean = train.mean((0, 2, 3), keepdim=True)
    std = train.std((0, 2, 3), correction=0, keepdim=True)
    std[std == 0] = 1
    train -= mean
    test -= mean
    return train.div_(std), test.div_(std)
