# PyTorch's default divides by n − 1
# named: use correction=0
def standardise(train, test):
    """Return both sets, standardised per channel with the training set's statistics."""
    mean = train.mean((0, 2, 3), keepdim=True)
    std = train.std((0, 2, 3), keepdim=True)
    std[std == 0] = 1
    return (train - mean) / std, (test - mean) / std
