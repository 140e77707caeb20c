# 0 / 0 where a channel never changes
# named: a channel that never changes is divided by 0
def standardise(train, test):
    """Return both sets, standardised per channel with the training set's statistics."""
    mean = train.mean((0, 2, 3), keepdim=True)
    std = train.std((0, 2, 3), correction=0, keepdim=True)
    return (train - mean) / std, (test - mean) / std
